// @ts-check
/** The names of categories and accounts, read once after the log-in. */
/** @import { Account, Category } from './api/types.js' */
import { all, get, session } from './api/call.js';
import { signal } from './signal.js';

/** @type {import('./signal.js').Signal<Map<string, Category>>} */
export const categories = signal(new Map());
/** @type {import('./signal.js').Signal<Map<string, Account>>} */
export const accounts = signal(new Map());
/** @type {import('./signal.js').Signal<{ timeZone: string, baseCurrency: string, version: number } | null>} */
export const profile = signal(/** @type {any} */ (null));

export async function loadNames() {
  const [known, held, me] = await Promise.all([
    get('/api/categories'),
    all('/api/accounts?includeHidden=true'),
    get('/api/users/me'),
  ]);
  categories.set(new Map(known.items.map((/** @type {Category} */ each) => [each.id, each])));
  accounts.set(new Map(held.map((each) => [each.id, each])));
  profile.set(me);
}

/** @param {string | null} id */
export const categoryName = (id) => (id ? categories.get().get(id)?.name : undefined) ?? 'Uncategorised';

session.follow((value) => {
  if (value === null) {
    categories.set(new Map());
    accounts.set(new Map());
    profile.set(null);
  }
});
