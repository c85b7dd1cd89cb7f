import { debuglog } from 'node:util';
import type { Directory, DirectoryHealth } from '../port.ts';
import { attributeNames } from './account.ts';
import { authenticate, authenticateNobody } from './authenticate.ts';
import { expiringUntil } from './expiring.ts';
import { createExpiry } from './expiry.ts';
import { readFailure } from './failures.ts';
import { createGate } from './gate.ts';
import { createLookup } from './lookup.ts';
import { contactsOf, managerOf, passwordAge, rolesOf } from './person.ts';
import { createPolicies, readPolicies } from './policy.ts';
import { createScope } from './scope.ts';
import type { Server } from './server.ts';
import { createServers } from './servers.ts';
import { type ActiveDirectorySettings, type DirectoryLog, defaultLimits } from './settings.ts';
import { outcomeSince, versionNow } from './version.ts';
import { createWrites } from './writes.ts';

/**
 * The directory port over Microsoft Active Directory or Samba AD, by LDAPS as a delegated account. Connects when it
 * is first asked. Throws an Error at once when the settings cannot be safe: no pinned authority, a URL that is not
 * LDAPS, an empty password, or ldapts' debug log, which would print passwords.
 */
export function createActiveDirectory(
  settings: ActiveDirectorySettings,
  log: DirectoryLog = silent,
): Directory {
  refuseUnsafe(settings);
  const limits = { ...defaultLimits, ...settings.limits };
  const servers = createServers(settings, limits, log);
  const names = attributeNames(settings);
  const scopeOf = createScope(settings, log);
  const policies = createPolicies();
  const lookup = createLookup({ settings, names, scopeOf, note: policies.note, log });
  const writes = createWrites(servers, policies);
  const expire = createExpiry(servers);
  const gate = createGate({ atOnce: limits.operations, queue: limits.queue });
  const connecting = {
    ca: settings.ca,
    connectMs: limits.connectMs,
    operationMs: limits.operationMs,
    pageSize: limits.pageSize,
  };

  const reading = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    gate(signal, work).catch((error: unknown) => {
      throw readFailure(error);
    });

  return {
    findByAgentNumber: (agentNumber, signal) =>
      reading(signal, () =>
        servers.read((session) => lookup.byAgentNumber(session, agentNumber, signal), signal),
      ),
    findByLogin: (login, signal) =>
      reading(signal, () => servers.read((session) => lookup.byLogin(session, login, signal), signal)),
    read: (id, signal, server) =>
      reading(signal, () =>
        (server === undefined ? servers : servers.at(server)).read(
          (session) => lookup.account(session, id, signal),
          signal,
        ),
      ),
    policyOf: (account, signal) =>
      reading(
        signal,
        async () =>
          policies.known(account) ?? servers.read((session) => policies.of(session, account, signal), signal),
      ),
    policies: (signal) =>
      reading(signal, () => servers.read((session) => readPolicies(session, signal), signal)),
    expiringUntil: (until, signal) =>
      reading(signal, () =>
        servers.read((session) => expiringUntil(session, settings.people.bases, until, signal), signal),
      ),
    contactsOf: (account, signal) =>
      reading(signal, () =>
        servers.read((session) => contactsOf(session, settings, account, signal), signal),
      ),
    managerOf: (account, signal) =>
      reading(signal, () => servers.read((session) => managerOf(session, lookup, account, signal), signal)),
    rolesOf: (account, signal) =>
      reading(signal, () =>
        servers.read(
          async (session) => rolesOf(session, await scopeOf(session, signal), account, signal),
          signal,
        ),
      ),
    passwordAge: (account, signal) =>
      reading(signal, () =>
        servers.at(account.version.server).read((session) => passwordAge(session, account, signal), signal),
      ),
    authenticate: (account, password, signal) =>
      reading(signal, () => authenticate(servers, connecting, account, password, signal)),
    authenticateNobody: (password, signal) =>
      reading(signal, () =>
        authenticateNobody(servers, connecting, settings.people.bases[0] ?? '', password, signal),
      ),
    reset: (account, password, { chosenByPerson }, signal) =>
      gate(signal, () => writes.reset(account, password, chosenByPerson, signal)),
    unlock: (account, signal) => gate(signal, () => writes.unlock(account, signal)),
    change: (account, old, password, signal) =>
      gate(signal, () => writes.change(account, old, password, signal)),
    expireTemporary: (account, signal) => gate(signal, () => expire(account, signal)),
    outcomeOf: (id, version, signal) =>
      reading(signal, () =>
        servers.at(version.server).read(async (session) => {
          const now = await versionNow(session, id, signal);
          return outcomeSince(version, now?.version ?? null);
        }, signal),
      ),
    health: (signal) => Promise.all(servers.all.map((server) => healthOf(server, signal))),
    close: async () => servers.close(),
  };
}

const silent: DirectoryLog = { warn: () => {} };

function refuseUnsafe(settings: ActiveDirectorySettings): void {
  if (debuglog('ldapts').enabled) throw new Error('NODE_DEBUG=ldapts prints passwords: start without it');
  if (!settings.ca.some((pem) => pem.includes('-----BEGIN CERTIFICATE-----'))) {
    throw new Error('the directory needs the certificate (PEM) of the authority that signed its servers');
  }
  if (settings.bindDN === '' || settings.bindPassword === '') {
    throw new Error('the portal account of the directory needs a name and a password');
  }
  if (settings.urls.length === 0) throw new Error('the directory needs at least one URL');
  if (settings.people.bases.length === 0) throw new Error('the directory needs at least one people base');
}

async function healthOf(server: Server, signal: AbortSignal): Promise<DirectoryHealth> {
  const started = performance.now();
  const options = { scope: 'base' as const, attributes: ['1.1'] };
  try {
    await server.read(({ connection }) => connection.search('', options, signal), signal);
    return { server: server.url, reachable: true, latencyMs: Math.round(performance.now() - started) };
  } catch {
    return { server: server.url, reachable: false, latencyMs: null };
  }
}
