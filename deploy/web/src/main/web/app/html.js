// @ts-check
/** Binds markup to the renderer. Elements are written with `html`, components with `h(Component, props)`. */
import { h } from 'preact';
import htm from 'htm';

export { h, render } from 'preact';
export { useCallback, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
export const html = htm.bind(h);
