// @ts-check
import { Refusal } from '../api/call.js';
import { changePassword, logIn } from '../api/session.js';
import { html, useState } from '../html.js';

const icon = new URL('../../icon.svg', import.meta.url).href;
const TEXTS = /** @type {Record<string, string>} */ ({
  'urn:florin:problem:wrong-credentials': 'The user name or the password is wrong.',
  'urn:florin:problem:too-many-requests': 'Too many attempts. Wait a moment and try again.',
  'urn:florin:problem:not-found': 'This Florin has an external log-in; the web UI needs the local one.',
});

/** The log-in, and the change of a first password that it may demand. */
export function Login() {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [first, setFirst] = useState(/** @type {{ username: string, password: string } | null} */ (null));

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const text = (/** @type {string} */ name) => String(form.get(name) ?? '');
    setBusy(true);
    setProblem('');
    try {
      if (first) {
        if (text('newPassword') !== text('repeated')) throw new Error('The two new passwords differ.');
        await changePassword(first.username, first.password, text('newPassword'));
        await logIn(first.username, text('newPassword'));
      } else {
        await logIn(text('username'), text('password'));
      }
    } catch (e) {
      const refusal = e instanceof Refusal ? e.problem : null;
      if (refusal?.type === 'urn:florin:problem:password-change-required') {
        setFirst({ username: text('username'), password: text('password') });
      } else {
        const fields = refusal?.errors?.map((each) => `${each.pointer.slice(1)}: ${each.detail}`).join('; ');
        setProblem(TEXTS[refusal?.type ?? ''] ?? fields ?? /** @type {Error} */ (e).message);
      }
    }
    setBusy(false);
  }
  return html`<main class="login-page">
    <form class="login card" onSubmit=${submit}>
      <h1><img src=${icon} alt="" width="32" height="32" /> Florin</h1>
      ${first
        ? html`<p>The first password of <strong>${first.username}</strong> must be changed.</p>
            <label>New password <input key="new" name="newPassword" type="password" autocomplete="new-password" minlength="10" required autofocus /></label>
            <label>New password again <input key="again" name="repeated" type="password" autocomplete="new-password" minlength="10" required /></label>`
        : html`<label>User name <input key="name" name="username" autocomplete="username" required autofocus /></label>
            <label>Password <input key="password" name="password" type="password" autocomplete="current-password" required /></label>`}
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}
      <button class="primary" disabled=${busy}>${first ? 'Change the password' : 'Log in'}</button>
    </form></main>`;
}
