// @ts-check
import { call, get, session } from './call.js';

/** Set while there may be a session: without it no request asks for one. */
const FLAG = 'florin.session';

export async function resume() {
  if (!localStorage.getItem(FLAG)) {
    session.set(null);
    return;
  }
  try {
    session.set(await get('/auth/session'));
  } catch {
    session.set(null);
  }
}

session.follow((value) => {
  if (value === null) localStorage.removeItem(FLAG);
  else if (value) localStorage.setItem(FLAG, '1');
});

/** @param {string} username @param {string} password */
export async function logIn(username, password) {
  session.set(await call('POST', '/auth/session', { body: { username, password } }));
}

/** @param {string} username @param {string} password @param {string} newPassword */
export const changePassword = (username, password, newPassword) =>
  call('POST', '/auth/password', { body: { username, password, newPassword } });

export async function logOut() {
  try {
    await call('DELETE', '/auth/session');
  } finally {
    session.set(null);
  }
}
