/**
 * The bills of scenarios: their API, their payments by hand and their export. Requests enter;
 * commands to the stream of the scenario leave.
 */
@NullMarked
package florin.planning.scenario.bill;

import org.jspecify.annotations.NullMarked;
