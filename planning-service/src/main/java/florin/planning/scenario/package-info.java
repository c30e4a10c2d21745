/**
 * What-if plans: a starting balance and the bills to be paid from it, decided in one stream per
 * scenario. Requests enter through the two APIs; events leave through the journal, rows through the
 * queries.
 *
 * <p>Why bills live in the scenario's stream: a scenario is small (at most 500 bills), is edited by
 * one household, and its rules (one currency, the limit) span its bills; so one version, the
 * scenario's, guards every edit.
 */
@NullMarked
package florin.planning.scenario;

import org.jspecify.annotations.NullMarked;
