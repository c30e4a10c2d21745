// @ts-check
/** @import { Money, Transaction } from '../../api/types.js' */
import { h, html } from '../../html.js';
import { Amount } from '../../parts/amount.js';
import { command } from '../../parts/command.js';
import { useRead } from '../../parts/read.js';
import { day } from '../../text/dates.js';

/** @typedef {{ transactionId: string, accountName: string | null, date: string, amount: Money, description: string }} Leg */

/** The other transaction of a transfer, and taking the pair apart. @param {{ row: Transaction, transferId: string, onChanged: () => void }} props */
export function TransferPair({ row, transferId, onChanged }) {
  const state = useRead(`/api/transfers/${transferId}`);
  const pair = state.data;
  if (!pair) return html`<p class="soft">Transfer with ${row.transferAccount ?? 'another account'}</p>`;
  const other = /** @type {Leg} */ (pair.outgoing.transactionId === row.id ? pair.incoming : pair.outgoing);
  const unmatch = () => command('transactions', `No transfer: ${row.description}`, 'DELETE', `/api/transfers/${transferId}`, { version: pair.version }, onChanged);
  return html`<section class="offer" aria-label="Transfer"><p>Transfer with ${other.accountName ?? row.transferAccount ?? 'another account'}, which does not count as income or expense.</p>
    <ul class="plain"><li><span class="soft date">${day(other.date)}</span><a class="text" href=${`/transactions?open=${other.transactionId}`}>${other.description}</a>${h(Amount, { value: other.amount, tone: true })}</li></ul>
    <p class="actions"><button type="button" class="quiet" onClick=${unmatch}>It is no transfer</button></p></section>`;
}
