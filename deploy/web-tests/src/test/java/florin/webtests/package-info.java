/**
 * Tests of the web UI: types, units and source rules by Node, pages and journeys in Chromium. Node
 * is the one that Playwright brings.
 */
@org.jspecify.annotations.NullMarked
package florin.webtests;
