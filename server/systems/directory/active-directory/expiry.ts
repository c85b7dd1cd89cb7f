import { Failure } from '../../../../app/shared/failure.ts';
import type { Account } from '../port.ts';
import { unknowablePassword } from '../unknowable-password.ts';
import { expiryChanges } from './changes.ts';
import { text } from './entry.ts';
import { readFailure, writeFailure } from './failures.ts';
import { dnOf } from './lookup.ts';
import type { Server, Session } from './server.ts';
import type { Servers } from './servers.ts';
import { versionNow } from './version.ts';

/**
 * Ends a temporary password on the PDC emulator, where a change of the person's arrives first, and only when every
 * configured server still shows the account as the reset left it. A silent server, or one that has not heard of the
 * reset yet, postpones with `directory-unavailable`; any that knows better answers `directory-moved`.
 */
export function createExpiry(servers: Servers) {
  async function agree(account: Account, signal: AbortSignal): Promise<void> {
    const ask = (server: Server) => server.read((session) => versionNow(session, account.id, signal), signal);
    for (const now of await Promise.all(servers.all.map(ask))) {
      const ahead = now === null || now.version.keyVersion > account.version.keyVersion;
      if (ahead || now.version.pwdLastSet !== '0') throw new Failure('directory-moved');
      if (now.version.keyVersion < account.version.keyVersion) throw new Failure('directory-unavailable');
    }
  }

  /** The configured server that holds the PDC role; the one that was read where none of them says so. */
  async function primary(account: Account, signal: AbortSignal): Promise<Server> {
    const holds = (server: Server) => server.read((session) => isPrimary(session, signal), signal);
    const answers = await Promise.all(servers.all.map(holds));
    return servers.all[answers.indexOf(true)] ?? servers.at(account.version.server);
  }

  return async (account: Account, signal: AbortSignal): Promise<void> => {
    if (account.version.pwdLastSet !== '0') throw new Failure('directory-moved');
    const server = await agree(account, signal)
      .then(() => primary(account, signal))
      .catch((error: unknown) => {
        throw readFailure(error);
      });
    const changes = expiryChanges(unknowablePassword([account.login, account.displayName]));
    try {
      await server.write(({ connection }) => connection.modify(dnOf(account.id), changes, signal), signal);
    } catch (error) {
      throw writeFailure(error);
    }
  };
}

async function isPrimary({ connection, rootDse }: Session, signal: AbortSignal): Promise<boolean> {
  const options = { scope: 'base' as const, attributes: ['fSMORoleOwner'] };
  const [root] = await connection.search(rootDse.defaultNamingContext, options, signal);
  const owner = root ? text(root, 'fSMORoleOwner') : null;
  return owner !== null && owner.toLowerCase() === rootDse.serviceName?.toLowerCase();
}
