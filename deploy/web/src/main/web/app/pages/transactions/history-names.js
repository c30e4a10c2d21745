// @ts-check
/** Names of events, fields, actors and sources for people. */

const EVENTS = /** @type {Record<string, string>} */ ({
  Recorded: 'Recorded', Revised: 'Changed by the bank', Noted: 'Note', Categorised: 'Category', Renamed: 'Description',
  Settled: 'Posted', Corrected: 'Corrected', Tagged: 'Tags', Untagged: 'Tags removed', Released: 'Own value removed', TagsReleased: 'Own tags removed', Excluded: 'Excluded', Included: 'Included', Split: 'Split', Unsplit: 'Split joined', Removed: 'Removed', Restored: 'Restored',
  RulesApplied: 'Rules applied', MerchantAssigned: 'Merchant',
});
const FIELDS = /** @type {Record<string, string>} */ ({
  amount: 'Amount', date: 'Date', description: 'Description', categoryId: 'Category', merchantId: 'Merchant', note: 'Note', tags: 'Tags',
  excluded: 'Excluded', splits: 'Split', transferId: 'Transfer', removed: 'Removed',
});
const SOURCES = /** @type {Record<string, string>} */ ({ provider: 'bank', rule: 'rule', user: 'you', none: 'nobody' });

/** An unknown type as separate words. @param {string} type */
export const eventName = (type) => EVENTS[type] ?? type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/^./, (first) => first.toUpperCase());
/** @param {string} field */
export const fieldName = (field) => FIELDS[field] ?? eventName(field.replace(/Id$/, ''));
/** @param {string} source */
export const sourceName = (source) => SOURCES[source] ?? source;
/** @param {string} actor */
export const actorName = (actor) =>
  actor === 'user' ? 'you' : actor === 'provider' ? 'the bank' : actor === 'system' ? 'Florin' : actor.startsWith('rule') ? 'a rule' : actor;
