import { command } from './commands.ts';
import { type Controller, configurationOf } from './controller.ts';

const script = `
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
  await command('/usr/bin/python3', ['-c', script, configurationOf(controller), database, dn, String(ticks)]);
}
