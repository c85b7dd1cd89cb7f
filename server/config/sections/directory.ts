import { z } from 'zod';
import { distinguishedName, ldapsUrl, list, secretReference, setting, text } from './parts.ts';

const roleGroups = (who: string) =>
  setting(
    list(text(500)).default([]),
    `Groups whose members, nested ones included, are ${who}; none of them may use self-service.`,
    ['CN=Support-1,OU=Groups,DC=example,DC=org'],
  );

export const directory = z.strictObject({
  urls: setting(
    list(ldapsUrl).min(1, 'at least one URL'),
    'Writable domain controllers, the preferred one first; the next is asked when one is down.',
    ['ldaps://dc1.example.org:636'],
  ),
  ca: setting(
    secretReference,
    'PEM file of the authority that signed the domain controllers’ certificates; only these are trusted.',
    { file: '/etc/reprise/ca.pem' },
  ),
  bindDN: setting(
    distinguishedName,
    'The delegated service account (docs/operating.md lists the rights it needs, and no more).',
    'CN=svc-reprise,OU=Services,DC=example,DC=org',
  ),
  bindPassword: setting(secretReference, 'Password of the service account.', {
    file: '/etc/reprise/directory.password',
  }),
  base: setting(distinguishedName, 'Root of the domain.', 'DC=example,DC=org'),
  peopleBases: setting(
    list(distinguishedName).min(1, 'at least one'),
    'Where the agents’ accounts live; an account elsewhere is as if it did not exist.',
    ['OU=Agents,DC=example,DC=org'],
  ),
  agentNumberAttribute: setting(
    text(60).default('employeeNumber'),
    'Attribute that holds the agent number; must be indexed and unique.',
    'employeeNumber',
  ),
  extraSurnameAttributes: setting(
    list(text(60)).default([]),
    'Attributes that hold further surnames of a person, such as the birth name.',
    ['extensionAttribute1'],
  ),
  establishmentAttribute: setting(
    text(60).default('physicalDeliveryOfficeName'),
    'Attribute that names the person’s establishment.',
    'physicalDeliveryOfficeName',
  ),
  mobileAttribute: setting(
    text(60).nullable().default('mobile'),
    'Attribute that holds the mobile for codes and notices (agents must not be able to write it); null uses none.',
    'mobile',
  ),
  privateMailAttribute: setting(
    text(60).nullable().default(null),
    'Attribute that holds a mail address outside the organisation, for codes and notices; null uses none.',
    'otherMailbox',
  ),
  privilegedGroups: setting(
    list(text(500)).default([]),
    'Groups whose members, nested ones included, are never served, besides AD’s own protected groups.',
    ['CN=Tier-0,OU=Admins,DC=example,DC=org'],
  ),
  excludedGroups: setting(
    list(text(500)).default([]),
    'Groups whose members are never served by the portal, the phone approval included: service accounts, shared accounts.',
    ['CN=IT-Support,OU=Groups,DC=example,DC=org'],
  ),
  roles: z
    .strictObject({
      director: roleGroups('directors of establishments'),
      'technician-1': roleGroups('technicians of level 1'),
      'technician-2': roleGroups('technicians of level 2'),
      'technician-3': roleGroups('technicians of level 3'),
    })
    .prefault({}),
});
