import type { ElementHandle, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** More stops than any page has. */
const mostStops = 60;

interface Stop {
  readonly name: string;
  /** Somewhere else than on nothing. */
  readonly held: boolean;
  /** An outline of two pixels at least, on it or on the label around it, within the window (WCAG 2.4.7, 2.4.11). */
  readonly visible: boolean;
  readonly arrived: boolean;
}

/** Where the focus is, whether a person can see it, and whether that is `target`. */
function stopAt(page: Page, target: ElementHandle | null): Promise<Stop> {
  return page.evaluate((wanted) => {
    const held = document.activeElement;
    if (held === null || held === document.body)
      return { name: 'nothing', held: false, visible: false, arrived: false };
    const drawn = [held, held.closest('label')].some((element) => {
      const style = element === null ? null : getComputedStyle(element);
      return style !== null && style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    });
    const { width, top, right, bottom, left } = held.getBoundingClientRect();
    const inWindow = width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    const name = `${held.tagName}#${held.id} ${held.textContent?.slice(0, 40)}`;
    return { name, held: true, visible: drawn && inWindow, arrived: held === wanted };
  }, target);
}

/** The focus is somewhere and can be seen. */
export async function expectFocusSeen(page: Page): Promise<void> {
  expect(await stopAt(page, null), 'focus').toMatchObject({ held: true, visible: true });
}

/** Presses Tab until `target` holds the focus. Every stop on the way must be seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const wanted = await target.elementHandle();
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await stopAt(page, wanted);
    if (stop.held) expect(stop, 'focus that nobody sees').toMatchObject({ visible: true });
    if (stop.arrived) return;
  }
  throw new Error(`no way to ${target} with Tab`);
}

/** Presses a key that leads to another page. */
export async function pressAndArrive(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
}
