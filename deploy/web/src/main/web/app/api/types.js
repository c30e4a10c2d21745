// @ts-check
/**
 * Responses of the API, as far as pages use them.
 *
 * @typedef {{ amount: string, currency: string }} Money a decimal string; negative = money out
 * @typedef {{ type: string, title: string, status: number, detail?: string, errors?: { pointer: string, detail: string }[] }} Problem
 * @typedef {{ categoryId: string | null, amount: Money, note: string | null }} SplitPart
 * @typedef {{
 *   id: string, accountId: string, source: string, date: string, authorizedDate: string | null, amount: Money,
 *   description: string, originalDescription: string | null, merchantId: string | null, merchant: string | null,
 *   pending: boolean, categoryId: string | null, categorySource: string, note: string | null, tags: string[],
 *   excluded: boolean, transferId: string | null, transferAccount: string | null, splits: SplitPart[],
 *   runningBalance: Money | null, removedBy?: string | null, version: number }} Transaction
 * @typedef {{ id: string, label: string | null, name: string, parentId: string | null, archived: boolean, mergedInto: string | null, uses: number, version: number }} Category
 * @typedef {{ id: string, name: string, type: string, subtype: string | null, currency: string, connectionId: string | null,
 *   connectionState: string | null, institution: { name: string } | null, hidden: boolean, status: string, manual: boolean,
 *   balance: { current: Money | null, observedAt: string | null } | null, mergeCandidates?: string[], mergedInto?: string | null, version: number }} Account
 * @typedef {{ id: string, state: string, reason: string | null, institution: { name: string } | null,
 *   lastSyncedAt: string | null, staleSince: string | null, version: number }} Connection
 * @typedef {{ amount: Money, entries: number, transactions: string }} Figure
 * @typedef {{ currency: string, in: Money, out: Money, net: Money }} CurrencyTotal
 * @typedef {{ count: number, sums: CurrencyTotal[] }} Totals
 * @typedef {{ version: number, type: string, actor: string, changeId: string, recordedAt: string, values: Record<string, any> }} HistoryEntry
 * @typedef {{ eventId: string, type: string, source: string, actor: string, value: any, recordedAt: string, rules: { ruleId: string }[] }} ExplanationStep
 * @typedef {{ field: string, value: any, source: string, chain: ExplanationStep[] }} FieldExplanation
 * @typedef {{ id: string, name: string, state: string, cadence: string, nextDue: string | null, expectedAmount: Money | null }} Series
 */
export {};
