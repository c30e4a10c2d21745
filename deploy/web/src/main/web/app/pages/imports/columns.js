// @ts-check

/**
 * The columns of a file by a row of it, for a role such as the date.
 * @param {string[]} sample @param {{ value: string, origin: string }} setting
 */
export const columnOptions = (sample, setting) => [
  { id: '', name: setting.value || (setting.origin === 'needed' ? 'choose a column' : 'none') },
  ...sample.map((text, i) => ({ id: String(i + 1), name: `Column ${i + 1}: ${text || 'empty'}` })),
  ...(setting.origin === 'remembered' ? [{ id: 'detect', name: 'detect it again' }] : []),
];
