import { describe, expect, it } from 'vitest';
import { loggedPath } from '../../../server/http/logged-path.ts';

const code = 'Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9';

describe('the path in a log line', () => {
  it.each([
    `/kiosk/${code}`,
    `/KIOSK/${code}`,
    `/Kiosk/${code}/`,
    `/kiosk//${code}`,
    `//kiosk/${code}`,
    `/k%69osk/${code}`,
    `/kiosk%2F${code}`,
    `/not-me/${code}`,
    `/Not-Me/${code}/more`,
    `/k%69osk/${code}%`,
    `/%E0%A4%A/${code}`,
  ])('holds nothing of %s', (path) => {
    expect(loggedPath(path)).not.toContain(code);
    expect(loggedPath(path)).not.toBe('');
  });

  it.each(['/', '/recover', '/kiosk', '/kiosks/list', '/recover/done', '/kiosk/', '/%C3%A9'])(
    'is %s itself otherwise',
    (path) => expect(loggedPath(path)).toBe(path),
  );
});
