import { command } from './commands.ts';
import { type Controller, configurationOf } from './controller.ts';

const passwordScript = `
import sys, ldb
from samba.dsdb import DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID as bypass
from samba.param import LoadParm
from samba.samdb import SamDB
from samba.auth import system_session
conf, url, dn, ticks = sys.argv[1:5]
lp = LoadParm(); lp.load(conf)
db = SamDB(url=url, session_info=system_session(), lp=lp)
m = ldb.Message(ldb.Dn(db, dn))
m['pwdLastSet'] = ldb.MessageElement(ticks, ldb.FLAG_MOD_REPLACE, 'pwdLastSet')
db.modify(m, controls=['local_oid:%s:0' % bypass])
`;

/**
 * Makes a password look as old as wanted. The directory itself lets nobody write `pwdLastSet` to anything but 0 and
 * -1 (MS-SAMR 3.1.1.8.10), so this writes into the controller's own database, with a control that only a local
 * process may send.
 */
export async function backdatePassword(controller: Controller, dn: string, setAt: Date): Promise<void> {
  const ticks = (BigInt(setAt.getTime()) + 11_644_473_600_000n) * 10_000n;
  const database = `${controller.folder}/private/sam.ldb`;
  // The distribution's own Python: it is the one that Samba's modules belong to.
  await command('/usr/bin/python3', [
    '-c',
    passwordScript,
    configurationOf(controller),
    database,
    dn,
    String(ticks),
  ]);
}

const changeScript = `
import json, sys
from samba.dcerpc import drsblobs
from samba.ndr import ndr_pack, ndr_unpack
import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
conf, url, changes = sys.argv[1:4]
lp = LoadParm(); lp.load(conf)
db = SamDB(url=url, session_info=system_session(), lp=lp)
for dn, attribute, seconds in json.loads(changes):
    blob = db.search(dn, ldb.SCOPE_BASE, attrs=['replPropertyMetaData'])[0]['replPropertyMetaData'][0]
    data = ndr_unpack(drsblobs.replPropertyMetaDataBlob, blob)
    kind = db.get_attid_from_lDAPDisplayName(attribute)
    items = [item for item in data.ctr.array if item.attid == kind]
    if not items: continue
    items[0].originating_change_time = seconds * 10000000
    items[0].local_usn = db.sequence_number(ldb.SEQ_NEXT)
    m = ldb.Message(ldb.Dn(db, dn))
    m['a'] = ldb.MessageElement(ndr_pack(data), ldb.FLAG_MOD_REPLACE, 'replPropertyMetaData')
    db.modify(m, controls=['local_oid:1.3.6.1.4.1.7165.4.3.14:0'])
`;

export interface ChangeTime {
  readonly dn: string;
  readonly attribute: string;
  readonly at: Date;
}

/**
 * Makes attributes look as if they were last written at another time; those never written stay so. No client may write
 * the replication metadata, so this goes into the controller's own database, with the control that its own repairs
 * use (DSDB_CONTROL_CHANGEREPLMETADATA).
 */
export async function backdateChanges(controller: Controller, changes: readonly ChangeTime[]): Promise<void> {
  const inSeconds = changes.map(({ dn, attribute, at }) => [
    dn,
    attribute,
    Math.floor(at.getTime() / 1000) + 11_644_473_600,
  ]);
  const database = `${controller.folder}/private/sam.ldb`;
  const options = [configurationOf(controller), database, JSON.stringify(inSeconds)];
  await command('/usr/bin/python3', ['-c', changeScript, ...options]);
}
