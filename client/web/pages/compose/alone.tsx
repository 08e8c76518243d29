// What makes something go that was signed and waits: the line, or the sign-in, once it is back.
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../bridge.ts';

/** In words; nobody has to press anything. */
export function GoesAlone() {
  const { t } = useTranslation('compose');
  const { data: asked = 'no' } = useDesk('connection', ['again'], (d) => d.seat.again());
  return <p>{t(asked === 'no' ? 'readyAlone' : 'readySignIn')}</p>;
}
