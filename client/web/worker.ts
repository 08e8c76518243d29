// The worker: the only place of the web app with keys. It opens vault and client and answers the page with what is verified already (docs/architecture.md, R7).
import { carryFaults } from './fault.ts';
import { authorityRoom } from './worker/authority.ts';
import { composeRoom } from './worker/compose.ts';
import { foundingRoom } from './worker/founding.ts';
import { mailRoom } from './worker/mail.ts';
import { openOffice } from './worker/office.ts';
import { ownRoom } from './worker/own.ts';
import { particularsRoom } from './worker/particulars.ts';
import { practiceRoom } from './worker/practice.ts';
import { proofRoom } from './worker/proof.ts';
import { registerRoom } from './worker/register.ts';
import { seatRoom } from './worker/seat.ts';
import { signRoom } from './worker/sign.ts';
import { trustRoom } from './worker/trust.ts';
import { openWords } from './worker/words.ts';

const office = openOffice({
  origin: location.origin,
  announce: (topic) => postMessage({ announce: topic }),
});

const words = openWords();

/** The rooms; `worker/door` fetches them and lets the page in. */
export const desk = {
  seat: seatRoom(office),
  trust: trustRoom(office),
  own: ownRoom(office),
  founding: foundingRoom(office),
  authority: authorityRoom(office),
  particulars: particularsRoom(office),
  words: words.room,
  proof: proofRoom(office, words.explain),
  practice: practiceRoom(office, words.explain),
  sign: signRoom(office),
  compose: composeRoom(office),
  mail: mailRoom(office),
  register: registerRoom(office),
};

/** What the page can ask, room by room. */
export type Desk = typeof desk;

// The browser knows first that the line is back.
addEventListener('online', () => void desk.seat.refresh().catch(() => undefined));

carryFaults(words.explain);
