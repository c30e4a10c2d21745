/** Resolves the bare imports of the web UI to the vendored files, as the import map of the page does. */
import { registerHooks } from 'node:module';

const vendor = new URL('../../../target/classes/florin/web/vendor/', import.meta.url);
const FILES = { preact: 'preact.module.js', 'preact/hooks': 'hooks.module.js', htm: 'htm.module.js', uplot: 'uPlot.esm.js' };

registerHooks({
  resolve: (name, context, next) =>
    FILES[name] ? { url: new URL(FILES[name], vendor).href, format: 'module', shortCircuit: true } : next(name, context),
});
