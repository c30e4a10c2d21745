// @ts-check
import { h, html } from './html.js';
import { Dashboard } from './pages/dashboard.js';
import { lazy } from './parts/lazy.js';

const Accounts = lazy(async () => (await import('./pages/accounts/page.js')).Accounts);
const Changes = lazy(async () => (await import('./pages/changes.js')).Changes);
const Imports = lazy(async () => (await import('./pages/imports/page.js')).Imports);
const Investments = lazy(async () => (await import('./pages/investments.js')).Investments);
const Planning = lazy(async () => (await import('./pages/planning/page.js')).Planning);
const Recurring = lazy(async () => (await import('./pages/recurring.js')).Recurring);
const Review = lazy(async () => (await import('./pages/review/page.js')).Review);
const Rules = lazy(async () => (await import('./pages/rules/page.js')).Rules);
const Settings = lazy(async () => (await import('./pages/settings.js')).Settings);
const Transactions = lazy(async () => (await import('./pages/transactions/page.js')).Transactions);

/** @typedef {{ path: string, name: string, key: string, show: (url: URL) => any }} Route */

/** The pages of the navigation, in its order. @type {Route[]} */
export const ROUTES = [
  { path: '/', name: 'Dashboard', key: 'd', show: () => h(Dashboard, {}) },
  { path: '/transactions', name: 'Transactions', key: 't', show: (url) => h(Transactions, { url }) },
  { path: '/accounts', name: 'Accounts', key: 'a', show: (url) => h(Accounts, { url }) },
  { path: '/review', name: 'Review', key: 'v', show: (url) => h(Review, { url }) },
  { path: '/planning', name: 'Planning', key: 'p', show: (url) => h(Planning, { url }) },
  { path: '/recurring', name: 'Recurring', key: 'r', show: (url) => h(Recurring, { url }) },
  { path: '/rules', name: 'Rules', key: 'u', show: () => h(Rules, {}) },
  { path: '/investments', name: 'Investments', key: 'i', show: (url) => h(Investments, { url }) },
  { path: '/imports', name: 'Imports', key: 'm', show: (url) => h(Imports, { url }) },
  { path: '/changes', name: 'Changes', key: 'h', show: (url) => h(Changes, { url }) },
  { path: '/settings', name: 'Settings', key: 's', show: () => h(Settings, {}) },
];

/** The route of an address: the longest path that begins it. @param {string} path @returns {Route | undefined} */
export const routeOf = (path) =>
  ROUTES.filter((route) => path === route.path || (route.path !== '/' && path.startsWith(route.path + '/')))
    .sort((a, b) => b.path.length - a.path.length)[0];

export const NotFound = () => html`<header class="page-head"><h1>There is no such page</h1></header><p><a href="/">Dashboard</a></p>`;
