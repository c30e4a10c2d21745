// @ts-check
/** @import { Connection } from '../../api/types.js' */
import { call } from '../../api/call.js';
import { h, html, useEffect, useState } from '../../html.js';
import { Dialog } from '../../parts/dialog.js';
import { toast } from '../../parts/toast.js';

/** How often the result of the bank's page is asked for. */
const POLL = 1_500;
const PRODUCTS = [{ id: 'investments', name: 'Investments' }, { id: 'liabilities', name: 'Loans and cards' }];

/**
 * Links a bank, or signs in again at one, on the page that the provider serves. The result is asked
 * for until the user has come to the end of that page.
 * @param {{ bank: Connection | null, onClose: () => void, onDone: () => void, key?: string }} props
 */
export function LinkBank({ bank, onClose, onDone }) {
  const [products, setProducts] = useState(/** @type {string[]} */ ([]));
  const [token, setToken] = useState(/** @type {{ hostedUrl: string, linkSession: string } | null} */ (null));
  const [problem, setProblem] = useState('');
  const begin = () => {
    setProblem('');
    setToken(null);
    const body = bank ? { connectionId: bank.id, hosted: true } : { products: ['transactions', ...products], hosted: true };
    call('POST', '/api/connections/link-token', { body }).then((answer) => {
      if (/^https?:/.test(answer.hostedUrl ?? '') && answer.linkSession) setToken(answer);
      else setProblem('The provider has no page for this.');
    }, (e) => setProblem(e.message));
  };
  useEffect(() => { if (bank) begin(); }, []);
  useEffect(() => {
    if (!token) return undefined;
    const abort = new AbortController();
    let timer = 0;
    const ask = () => call('POST', '/api/connections/link-sessions', { body: { linkSession: token.linkSession }, signal: abort.signal }).then((answer) => {
      if (answer.state === 'open') timer = setTimeout(ask, POLL);
      else if (answer.state === 'ended') {
        setToken(null);
        setProblem('The page was left before the end. Nothing was changed.');
      } else {
        const name = answer.connection?.institution?.name ?? 'The bank';
        toast({ text: answer.state === 'linked' ? `${name} is linked` : `Signed in again at ${name}` });
        onDone();
      }
    }, (e) => {
      if (abort.signal.aborted) return;
      setToken(null);
      setProblem(e.message);
    });
    timer = setTimeout(ask, POLL);
    return () => { abort.abort(); clearTimeout(timer); };
  }, [token]);
  const toggle = (/** @type {string} */ id) => setProducts(products.includes(id) ? products.filter((each) => each !== id) : [...products, id]);
  const title = bank ? `Sign in again at ${bank.institution?.name ?? 'the bank'}` : 'Link a bank';
  return h(Dialog, { title, onClose }, html`
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}
    ${token
      ? html`<p>You sign in on a page of the provider. Florin never sees your password.</p>
        <p class="actions"><a class="button primary" href=${token.hostedUrl} target="_blank" rel="noopener noreferrer">Open the page</a>
          <button type="button" onClick=${onClose}>Cancel</button></p>
        <p class="soft" role="status">Waiting for you to finish there.</p>`
      : bank
        ? html`<p class="actions">${problem ? html`<button type="button" class="primary" onClick=${begin}>Try again</button>` : null}<button type="button" onClick=${onClose}>Cancel</button></p>`
        : html`<fieldset class="choices"><legend>Read transactions, and</legend>${PRODUCTS.map((each) => html`
            <label key=${each.id} class="check"><input type="checkbox" checked=${products.includes(each.id)} onChange=${() => toggle(each.id)} />${each.name}</label>`)}</fieldset>
          <p class="actions"><button type="button" class="primary" onClick=${begin}>Continue</button><button type="button" onClick=${onClose}>Cancel</button></p>`}`);
}
