import { describe, expect, it } from 'vitest';
import { loggedPath } from '../../server/http/log-path.ts';

describe('the path in the request log', () => {
  it.each([
    '/not-me/TOKEN',
    '/NOT-ME/TOKEN/',
    '//not-me//TOKEN',
    '/not%2Dme/TOKEN',
    '/%6eot-me/TOKEN',
    '/not-me%2FTOKEN',
    '/not-me/TOKEN/more',
    '/not-me/%FFTOKEN',
    '/not%2dme/TOKEN%',
  ])('%s shows no token', (path) => {
    expect(loggedPath(path)).toBe('/not-me/:token');
  });

  it('nor the code of a kiosk', () => {
    expect(loggedPath('/kiosk/CODE')).toBe('/kiosk/:code');
  });

  it.each(['/', '/recover/done', '/not-me', '/not-me/', '/kiosk', '/password/not-me/x', '/caf%C3%A9'])(
    '%s stays as it is',
    (path) => {
      expect(loggedPath(path)).toBe(path);
    },
  );
});
