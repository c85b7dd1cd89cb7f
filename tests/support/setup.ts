import { afterEach, expect, vi } from 'vitest';

/** An unexpected word on the console is a failure: of a component, or of a test that did not say what it expects. */
const error = vi.spyOn(console, 'error');
const warn = vi.spyOn(console, 'warn');

afterEach(() => {
  const said = [...error.mock.calls, ...warn.mock.calls].map((call) => call.map(String).join(' '));
  error.mockClear();
  warn.mockClear();
  expect(said, 'unexpected words on the console').toEqual([]);
});
