// @ts-check
/** @import { Account } from '../../api/types.js' */
/** @import { Pair } from './pairs.js' */
import { h, html } from '../../html.js';
import { accounts, loadNames } from '../../names.js';
import { Amount } from '../../parts/amount.js';
import { Card } from '../../parts/card.js';
import { command } from '../../parts/command.js';
import { Empty } from '../../parts/empty.js';
import { useSignal } from '../../signal.js';
import { useDecisions } from './decisions.js';
import { sameAccounts } from './pairs.js';

export function SameAccounts() {
  const pairs = sameAccounts(useSignal(accounts));
  const merge = (/** @type {Pair} */ { account, other }) => command('accounts', `Merged ${account.name} into ${other.name}`, 'POST', `/api/accounts/${account.id}/merge`, { body: { into: other.id } }, loadNames);
  const keep = (/** @type {Pair} */ { account, other }) => command('accounts', `${account.name} and ${other.name} are two accounts`, 'DELETE', `/api/accounts/${account.id}/merge-candidates/${other.id}`, {}, loadNames);
  const chosen = useDecisions(pairs, merge, keep);
  const side = (/** @type {Account} */ each) => html`<div class="leg"><a href=${`/accounts/${each.id}`}>${each.name}</a>
    <span class="soft">${each.institution?.name ?? 'by hand'}</span>${each.balance?.current ? h(Amount, { value: each.balance.current, href: `/accounts/${each.id}` }) : null}</div>`;
  return h(Card, { title: 'Two accounts that may be one', full: true }, pairs.length === 0
    ? h(Empty, { title: 'All clear' })
    : html`<ul class="plain decisions">${pairs.map((pair, i) => html`<li key=${pair.account.id + pair.other.id} aria-current=${i === chosen ? 'true' : undefined}>
        <div class="pair">${side(pair.account)}${side(pair.other)}</div>
        <p class="actions"><button type="button" class="primary" onClick=${() => merge(pair)}>Merge them</button><button type="button" onClick=${() => keep(pair)}>They are two</button></p></li>`)}</ul>
      <p class="soft hide-s"><kbd>y</kbd> merges, <kbd>n</kbd> keeps both, <kbd>j</kbd> <kbd>k</kbd> move</p>`);
}
