// @ts-check

/** The new ids of restored things, by their ids in the archive. */
export class RestoredIds {
  constructor() {
    /** @type {Map<string, string>} */
    this.ids = new Map();
  }

  /** @param {{ id: string }} before @param {{ id: string }} now */
  put(before, now) {
    this.ids.set(before.id, now.id);
  }

  /** Whether something was restored. @param {string | null | undefined} before */
  has(before) {
    return this.ids.has(before ?? '');
  }

  /** @param {string} before the same id for what every household has, such as a common category */
  of(before) {
    return this.ids.get(before) ?? before;
  }

  /** These fields of a row with the new ids, without those that are null. @param {any} row @param {string[]} names @returns {Record<string, any>} */
  fields(row, ...names) {
    return Object.fromEntries(names.flatMap((name) => (row[name] === null || row[name] === undefined ? [] : [[name, this.mapped(row[name])]])));
  }

  /** The same value with the new ids, without nulls in objects. @param {any} value @returns {any} */
  mapped(value) {
    if (typeof value === 'string') return this.of(value);
    if (Array.isArray(value)) return value.map((each) => this.mapped(each));
    if (value === null || typeof value !== 'object') return value;
    return this.fields(value, ...Object.keys(value));
  }
}
