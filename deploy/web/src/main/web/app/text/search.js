// @ts-check

/** Without case and accents. @param {string} text */
const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Those with all words of a text, first those whose name begins with it.
 * @template {{ name: string, group?: string }} T
 * @param {T[]} options @param {string} text @returns {T[]}
 */
export function matching(options, text) {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  const found = options.filter((option) => {
    const all = folded(`${option.name} ${option.group ?? ''}`);
    return wanted.every((word) => all.includes(word));
  });
  const first = folded(text.trim());
  return first
    ? [...found].sort((a, b) => Number(!folded(a.name).startsWith(first)) - Number(!folded(b.name).startsWith(first)))
    : found;
}
