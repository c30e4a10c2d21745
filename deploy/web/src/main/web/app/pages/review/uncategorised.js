// @ts-check
/** @import { CurrencyTotal } from '../../api/types.js' */
import { h, html, useState } from '../../html.js';
import { categoryName } from '../../names.js';
import { Card } from '../../parts/card.js';
import { CategoryPicker } from '../../parts/category-picker.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { More, usePages } from '../../parts/pages.js';
import { rowsOf } from '../../router.js';
import { day } from '../../text/dates.js';
import { show } from '../../text/money.js';
import { plural } from '../../text/plural.js';
import { filterBody } from '../transactions/filters.js';
import { useDecisions } from './decisions.js';

/** @typedef {{ merchantId: string | null, merchantName: string | null, count: number, lastDate: string, sums: CurrencyTotal[], transactions: string }} Merchant */

/** One category for all transactions of a merchant. @param {{ recount: () => void }} props */
export function Uncategorised({ recount }) {
  const pages = usePages('/api/review/uncategorised?limit=100');
  const [picking, setPicking] = useState(/** @type {string | null} */ (null));
  const merchants = /** @type {Merchant[]} */ (pages.data ?? []);
  const nameOf = (/** @type {Merchant} */ each) => each.merchantName ?? 'Without a merchant';
  const pick = (/** @type {Merchant} */ each, /** @type {string} */ categoryId) => {
    setPicking(null);
    const filter = filterBody(new URLSearchParams(each.transactions.split('?')[1]));
    command('transactions', `${nameOf(each)}: ${categoryName(categoryId)}`, 'POST', '/api/transactions/bulk',
      { body: { filter, set: { categoryId } } }, () => { pages.again(); recount(); });
  };
  const chosen = useDecisions(merchants, (each) => setPicking(each.transactions), () => {});
  return h(Card, { title: 'By merchant', state: pages, full: true, height: 300 }, merchants.length === 0
    ? h(Empty, { title: 'All clear' })
    : html`<ul class="plain decisions">${merchants.map((each, i) => html`<li key=${each.transactions} aria-current=${i === chosen ? 'true' : undefined}><div class="line-of">
        <a class="text" href=${rowsOf(each.transactions)}>${nameOf(each)} <small class="soft">${plural(each.count, 'transaction')}, the last on ${day(each.lastDate)}</small></a>
        <a class="money figure-link" href=${rowsOf(each.transactions)}>${each.sums.map((sum) => show(sum.net)).join(' · ')}</a>
        ${picking === each.transactions ? h(CategoryPicker, { onPick: (id) => pick(each, id), onLeave: () => setPicking(null) })
          : html`<button type="button" onClick=${() => setPicking(each.transactions)} aria-label=${`Choose a category for ${nameOf(each)}`}>Category</button>`}</div></li>`)}</ul>
      ${h(More, { pages })}
      <p class="soft hide-s"><kbd>y</kbd> chooses the category, <kbd>j</kbd> <kbd>k</kbd> move</p>`);
}
