/**
 * Runs of rules: on new and revised transactions in the transaction of the intake, on manual
 * entries when they are created, and over history on demand, with a preview. Transactions enter;
 * commands to them leave.
 */
@NullMarked
package florin.transactions.rule.run;

import org.jspecify.annotations.NullMarked;
