import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
/** The rules whose answer depends on colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];

declare const axe: { run(context: unknown, options: unknown): Promise<AxeResults> };

async function violations(page: Page, runOnly: object): Promise<string[]> {
  const run = (only: object) => axe.run(document, { runOnly: only, resultTypes: ['violations'] });
  const results = (await page.evaluate(run, runOnly)) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1] ?? ''}`),
  );
}

/** What axe-core finds against WCAG 2.0, 2.1 and 2.2, A and AA, in light and in dark. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await violations(page, { type: 'tag', values: tags });
  await page.emulateMedia({ colorScheme: 'dark' });
  const inDark = await violations(page, { type: 'rule', values: colourRules });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...found, ...inDark.map((line) => `dark: ${line}`)];
}

/** Faults under the reader's own colours (`forced-colors`), light and dark. */
export async function forcedColourFaults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    found.push(...(await faultsInForcedColours(page)).map((line) => `${colorScheme}: ${line}`));
  }
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
  return found;
}

/**
 * Text that does not stand out by 4.5:1 and things to press or fill in without a line around or under them. Read from
 * computed colours, which are the forced ones; axe-core reads the text's fill colour, which is not.
 */
function faultsInForcedColours(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = parts(colour).map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const groundOf = (element: Element | null): string => {
      if (element === null)
        return getComputedStyle(document.documentElement).colorScheme.startsWith('dark')
          ? 'rgb(0,0,0)'
          : 'Canvas';
      const { backgroundColor } = getComputedStyle(element);
      return (parts(backgroundColor)[3] ?? 1) === 0 ? groundOf(element.parentElement) : backgroundColor;
    };
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element instanceof SVGElement) continue;
      const style = getComputedStyle(element);
      const name = `${element.tagName} "${element.textContent?.trim().slice(0, 30)}"`;
      const speaks = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      const [one, two] = [luminance(style.color), luminance(groundOf(element))].sort((a, b) => b - a) as [
        number,
        number,
      ];
      if (speaks && (one + 0.05) / (two + 0.05) < 4.5)
        found.push(`${name}: ${style.color} on ${groundOf(element)}`);
      const bordered =
        style.borderBlockEndStyle !== 'none' && Number.parseFloat(style.borderBlockEndWidth) >= 1;
      const native = element.matches('[type=radio], [type=checkbox]');
      const underlined =
        style.textDecorationLine.includes('underline') || element.matches('.brand, .door, .phone, .language');
      if (element.matches('button, input:not([type=hidden]), a[href]') && !bordered && !native && !underlined)
        found.push(`${name}: no line`);
      if (element.matches('.choice:has(input:checked)') && style.outlineStyle === 'none')
        found.push(`${name}: chosen, and not shown`);
    }
    return found;
  });
}

/** What sticks out to the side, the scrolling window first. */
export function sidewaysScroll(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return [
      `${scrollWidth} > ${clientWidth}`,
      ...wide.map((element) => `${element.tagName}.${element.className}`),
    ];
  });
}

/** Things to press that are smaller than 44 × 44 CSS pixels. A label is part of its box. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), summary');
    return [...all].flatMap((element) => {
      const target = element.closest('label') ?? element;
      const { width, height, bottom } = target.getBoundingClientRect();
      const seen = target.checkVisibility({ visibilityProperty: true }) && bottom > 0;
      if (!seen || (width >= 43.5 && height >= 43.5)) return [];
      return [
        `${element.tagName} "${target.textContent?.trim().slice(0, 40)}" ${Math.round(width)} × ${Math.round(height)}`,
      ];
    });
  });
}

/** Text that is cut off, sticks out of the box it stands in, or runs into the number of the next column. */
export function clippedText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const called = (element: Element) => `${element.tagName} "${element.textContent?.trim().slice(0, 40)}"`;
    const text = [
      ...document.querySelectorAll<HTMLElement>('h1, h2, p, li, label, button, a, legend, summary'),
    ].filter((element) => element.checkVisibility() && element.closest('.visually-hidden, .skip') === null);
    const rightOf = (element: Element) => element.getBoundingClientRect().right;
    const cut = text.filter(
      (element) =>
        getComputedStyle(element).overflow !== 'visible' && element.scrollWidth > element.clientWidth + 1,
    );
    const out = text.filter((element) => rightOf(element) > rightOf(element.parentElement ?? element) + 1);
    const lines = [...document.querySelectorAll('.spelled li')].filter((element) =>
      element.checkVisibility(),
    );
    const inked = (element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect();
    };
    // A number stands about two characters left of its line.
    const run = lines.filter((line) =>
      lines.some((next) => {
        const [one, two] = [inked(line), inked(next)];
        return (
          two.left > one.left + 20 && Math.abs(two.top - one.top) < one.height && two.left - one.right < 35
        );
      }),
    );
    return [...cut, ...out, ...run].map(called);
  });
}

/** Faults of a document that a screen reader would stumble over. */
export async function outlineFaults(page: Page, lang: string): Promise<string[]> {
  const faults = await page.evaluate((wanted) => {
    const found: string[] = [];
    const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
      .filter((heading) => heading.checkVisibility())
      .map((heading) => Number(heading.tagName[1]));
    if (document.documentElement.lang !== wanted) found.push(`lang is ${document.documentElement.lang}`);
    if (levels.filter((level) => level === 1).length !== 1)
      found.push(`${levels.filter((level) => level === 1).length} h1`);
    levels.forEach((level, index) => {
      if (level > (levels[index - 1] ?? 1) + 1) found.push(`h${level} after h${levels[index - 1]}`);
    });
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    for (const id of ids.filter((one, index) => ids.indexOf(one) !== index)) found.push(`id ${id} twice`);
    for (const attribute of ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls'])
      for (const element of document.querySelectorAll(`[${attribute}]`))
        for (const id of element.getAttribute(attribute)?.split(' ') ?? [])
          if (!ids.includes(id)) found.push(`${attribute} names ${id}, which is not there`);
    for (const name of ['main', 'header', 'footer'])
      if (document.querySelectorAll(name).length !== 1) found.push(`not one ${name}`);
    return found;
  }, lang);
  return [...faults, ...(await unnamedControls(page))];
}

const controls = new Set([
  'button',
  'link',
  'textbox',
  'radio',
  'checkbox',
  'DisclosureTriangle',
  'group',
  'dialog',
]);

/** Controls without a name in the accessibility tree of the browser. */
async function unnamedControls(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  return nodes
    .filter(
      (node) =>
        !node.ignored && controls.has(String(node.role?.value)) && String(node.role?.value) !== 'group',
    )
    .filter((node) => String(node.name?.value ?? '').trim() === '')
    .map((node) => `a ${node.role?.value} without a name`);
}
