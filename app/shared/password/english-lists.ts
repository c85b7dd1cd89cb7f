import lists from 'zxcvbn/lib/frequency_lists.js';

/**
 * zxcvbn's lists, moved out of the package: its matcher builds tables of its own from what is there when it is first
 * loaded, which nobody reads here and which cost 8 MB and most of the loading time. So this module comes before
 * matching.ts in lists.ts; in another order all still works, only slower.
 */
export const english: Readonly<Record<string, readonly string[]>> = { ...lists };

for (const name of Object.keys(lists)) lists[name] = [];
