import { usePage } from './page-context.ts';

const property = /^--[a-z][a-z-]*$/;
/** A colour in hexadecimal or functional notation; nothing that could close the rule or load anything. */
const colour = /^(#[0-9a-f]{3,8}|(rgb|hsl|oklch|oklab)\([0-9a-z .,%/-]+\))$/i;

/** The organisation's colours, as custom properties of the configuration's `theme`. */
export function Theme() {
  const { nonce, settings } = usePage();
  const rules = Object.entries(settings.theme)
    .filter(([name, value]) => property.test(name) && colour.test(value))
    .map(([name, value]) => `${name}:${value}`);
  if (rules.length === 0) return null;
  return <style nonce={nonce}>{`:root{${rules.join(';')}}`}</style>;
}
