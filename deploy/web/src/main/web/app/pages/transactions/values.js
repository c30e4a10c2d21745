// @ts-check
import { categoryName } from '../../names.js';

/** @param {string} field @param {any} value */
export function shownValue(field, value) {
  if (field === 'categoryId') return categoryName(value);
  if (Array.isArray(value)) return value.length > 0 ? value.map((each) => `#${each}`).join(' ') : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null || value === '' || value === undefined ? 'none' : String(value);
}

/** The fields of a transaction that users edit. @type {import('../../parts/versions.js').ConflictFields} */
export const FIELDS = Object.fromEntries(
  Object.entries({ categoryId: 'Category', description: 'Description', note: 'Note', tags: 'Tags', excluded: 'Excluded' })
    .map(([field, label]) => [field, { label, show: (value) => shownValue(field, value) }]));
