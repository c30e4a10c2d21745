// @ts-check
import { session } from './api/call.js';
import { logOut, resume } from './api/session.js';
import { h, html, render, useEffect, useErrorBoundary, useRef, useState } from './html.js';
import { loadNames } from './names.js';
import { Login } from './pages/login.js';
import { Conflicts } from './parts/conflict.js';
import { loadAll } from './parts/lazy.js';
import { useShown } from './parts/shown.js';
import { Shortcuts } from './parts/shortcuts.js';
import { Toasts } from './parts/toast.js';
import { address } from './router.js';
import { NotFound, ROUTES, routeOf } from './routes.js';
import { signal, useSignal } from './signal.js';

/** Until the page itself has been drawn and its data asked for. */
const PAUSE = 2_000;
const icon = new URL('../icon.svg', import.meta.url).href;
const discreet = signal(localStorage.getItem('florin.discreet') === '1');
discreet.follow((value) => {
  localStorage.setItem('florin.discreet', value ? '1' : '');
  document.documentElement.classList.toggle('discreet', value);
});
document.documentElement.classList.toggle('discreet', discreet.get());

function App() {
  const current = useSignal(session);
  if (current === undefined) return html`<div class="starting"></div>`;
  return current === null ? h(Login, {}) : h(Shell, { key: current.username, username: current.username });
}

/** @param {{ username: string, key?: string }} props */
function Shell({ username }) {
  const url = useSignal(address);
  const hidden = useSignal(discreet);
  const [problem, setProblem] = useState('');
  const [ready, setReady] = useState(false);
  const read = () => loadNames().then(() => { setProblem(''); setReady(true); }, (e) => setProblem(e.message));
  useEffect(() => { read(); }, []);
  useEffect(() => {
    if (!ready) return undefined;
    const timer = setTimeout(loadAll, PAUSE);
    return () => clearTimeout(timer);
  }, [ready]);
  const route = routeOf(url.pathname);
  useEffect(() => {
    document.title = route ? `${route.name} – Florin` : 'Florin';
  }, [route]);
  const side = useRef(/** @type {HTMLElement | null} */ (null));
  useShown(side, route?.path);
  const shown = useRef(url.pathname);
  useEffect(() => {
    if (shown.current === url.pathname) return;
    shown.current = url.pathname;
    // A key or a link of the page before has no place any more; a field that takes the focus keeps it.
    if (!document.querySelector('#main :focus, dialog :focus')) document.getElementById('main')?.focus({ preventScroll: true });
  }, [url]);
  return html`
    <a class="skip" href="#main">Skip to content</a>
    <nav ref=${side} class="side" aria-label="Pages">
      <a class="brand" href="/"><img src=${icon} alt="" width="26" height="26" />Florin</a>
      <div class="pages">${ROUTES.map(({ path, name }) => html`
        <a key=${path} href=${path} aria-current=${route?.path === path ? 'page' : undefined}>${name}</a>`)}</div>
      <div class="side-end">
        <button type="button" class="quiet" aria-pressed=${hidden ? 'true' : 'false'} onClick=${() => discreet.set(!hidden)}>Hide amounts</button>
        <button type="button" class="quiet" onClick=${logOut} title=${`Logged in as ${username}`}>Log out</button></div>
    </nav>
    <main id="main" tabindex="-1" data-ready=${ready ? 'true' : undefined}>
      ${problem && !ready ? html`<div class="failed" role="alert"><p class="problem">${problem}</p><button type="button" onClick=${read}>Retry</button></div>`
        : ready ? h(Guarded, { key: url.pathname, show: () => (route ? route.show(url) : h(NotFound, {})) }) : html`<div class="ghost"></div>`}
    </main>
    ${h(Shortcuts, { pages: ROUTES })}
    ${h(Conflicts, {})}
    ${h(Toasts, {})}`;
}

/** A page that cannot be drawn takes no other page with it. @param {{ key: string, show: () => any }} props */
function Guarded({ show }) {
  const [problem, reset] = useErrorBoundary((error) => console.warn(error));
  return problem
    ? html`<div class="failed" role="alert"><p class="problem">This page cannot be shown.</p><button type="button" onClick=${reset}>Retry</button> <a href="/">Dashboard</a></div>`
    : show();
}

resume();
render(h(App, {}), /** @type {HTMLElement} */ (document.getElementById('app')));
