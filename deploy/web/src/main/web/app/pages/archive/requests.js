// @ts-check
import { Refusal } from '../../api/call.js';

/** Other services apply the events of new accounts, categories and series a moment later. */
const PASSING = new Set(['account-not-known-yet', 'category-unknown', 'series-unknown', 'conflict', 'too-many-requests', 'unavailable', 'timeout']);
const TRIES = 40;
const MOST_SHOWN = 50;

/** @typedef {(method: string, path: string, body?: any) => Promise<any>} Send */
/** @typedef {{ restored: Record<string, number>, refused: number, refusals: { list: string, reason: string }[] }} Outcome */

/**
 * Requests that restore an archive. One that names something which has not reached the service yet is
 * repeated; a refusal is kept with the others, and the next request follows.
 */
export class Requests {
  /** @param {Send} send @param {number} wait milliseconds between the repetitions of a request */
  constructor(send, wait = 500) {
    this.send = send;
    this.wait = wait;
    /** @type {Outcome} */
    this.outcome = { restored: {}, refused: 0, refusals: [] };
  }

  /** @param {string} path */
  get(path) {
    return this.send('GET', path);
  }

  /** All items of a paged list. @param {string} path @returns {Promise<any[]>} */
  async list(path) {
    const items = [];
    let cursor = '';
    do {
      const page = await this.get(`${path}?limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      items.push(...page.items);
      cursor = page.next ?? '';
    } while (cursor);
    return items;
  }

  /** Restores one thing, which is counted in a list; null if it was refused. @param {string} list @param {string} method @param {string} path @param {any} body */
  async restore(list, method, path, body) {
    const response = await this.change(list, method, path, body);
    if (response !== null) this.outcome.restored[list] = (this.outcome.restored[list] ?? 0) + 1;
    return response;
  }

  /** Changes something that was restored before. @param {string} list @param {string} method @param {string} path @param {any} [body] @returns {Promise<any>} */
  async change(list, method, path, body) {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await this.send(method, path, body)) ?? {};
      } catch (e) {
        if (!(e instanceof Refusal) || e.status === 401 || e.status === 0) throw e;
        if (!PASSING.has(e.problem.type.split(':').at(-1) ?? '') || attempt === TRIES) {
          this.leaveOut(list, `${e.message}${body?.name ?? body?.description ? ` (${body.name ?? body.description})` : ''}`);
          return null;
        }
        await new Promise((done) => setTimeout(done, this.wait));
      }
    }
  }

  /** @param {string} list @param {string} reason */
  leaveOut(list, reason) {
    this.outcome.refused++;
    if (this.outcome.refusals.length < MOST_SHOWN) this.outcome.refusals.push({ list, reason });
  }
}
