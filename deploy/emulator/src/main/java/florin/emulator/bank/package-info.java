/**
 * What the emulated bank remembers: Items, their accounts and change logs, keys, faults and owed
 * webhooks, all folded from one append-only log. Endpoints and control plane enter with entries;
 * sync pages and the truth leave.
 */
@NullMarked
package florin.emulator.bank;

import org.jspecify.annotations.NullMarked;
