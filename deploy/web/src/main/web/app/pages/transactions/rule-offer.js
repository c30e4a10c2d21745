// @ts-check
/** @import { Transaction } from '../../api/types.js' */
import { call } from '../../api/call.js';
import { html, useState } from '../../html.js';
import { toast } from '../../parts/toast.js';
import { plural } from '../../text/plural.js';

/** Offers a rule that gives the category of a row to others like it, with a preview. @param {{ row: Transaction, onDone: (changed: boolean) => void, key?: string }} props */
export function RuleOffer({ row, onDone }) {
  const [preview, setPreview] = useState(/** @type {{ body: any, changed: number, matched: number } | null} */ (null));
  const [problem, setProblem] = useState('');
  const guarded = (/** @type {() => Promise<void>} */ action) => () => action().catch((e) => setProblem(e.message));
  const look = guarded(async () => {
    const body = await call('POST', '/api/rules/proposal', { body: { transactionId: row.id, field: 'categoryId' } });
    const found = await call('POST', '/api/rules/preview?limit=1', { body });
    setPreview({ body, changed: found.changed, matched: found.matched });
  });
  const apply = guarded(async () => {
    const rule = await call('POST', '/api/rules', { body: preview?.body });
    const run = await call('POST', `/api/rules/${rule.id}/apply`);
    onDone(true);
    toast({
      text: `Rule ${rule.name}: ${plural(preview?.changed ?? 0, 'transaction')} changed`,
      ...(run?.changeId ? { action: 'Undo', run: () => { call('POST', `/api/changes/transactions/${run.changeId}/undo`).then(() => onDone(true), (e) => toast({ text: e.message })); } } : {}),
    });
  });
  return html`<div class="offer" role="region" aria-label="Rule">
    ${preview
      ? html`<p>Would change ${plural(preview.changed, 'transaction')} of ${preview.matched} that match.</p>
        <p class="actions"><button type="button" class="primary" onClick=${apply}>Create the rule and apply it</button><button type="button" onClick=${() => onDone(false)}>Cancel</button></p>`
      : html`<p>Always for ${row.merchant ?? row.description}? <button type="button" onClick=${look}>Preview a rule</button> <button type="button" class="quiet" onClick=${() => onDone(false)}>No</button></p>`}
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}</div>`;
}
