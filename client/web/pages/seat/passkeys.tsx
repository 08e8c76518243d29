// One's own passkeys: a second one before it is needed, and the revocation of one that was lost.
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct, useSeat } from '../../bridge.ts';
import { AskFirst } from '../../components/ask-first.tsx';
import { Button } from '../../components/button.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import type { PasskeyView } from '../../worker/own.ts';
import './passkeys.css';

const BRIEF = 6;

function PasskeyLine({ passkey, revocable }: { readonly passkey: PasskeyView; readonly revocable: boolean }) {
  const { t } = useTranslation(['seat', 'shell']);
  const revoke = useDeskAct((d) => d.own.revokePasskey(passkey.id), ['seat', 'authority']);
  const number = passkey.id.slice(0, BRIEF);
  return (
    <li className="passkey">
      <span>
        {t('passkeyNumber', { number })}
        <span className="soft small">
          {' · '}
          {passkey.practice ? t('passkeyPractice') : passkey.synced ? t('passkeySynced') : t('passkeyBound')}
        </span>
      </span>
      {revocable ? (
        <AskFirst
          danger
          quiet
          label={
            <>
              {t('passkeyRevoke')} <span className="unseen">{number}</span>
            </>
          }
          title={t('passkeyRevokeTitle')}
          keep={t('shell:cancel')}
          act={() => revoke.mutateAsync()}
        >
          <p>{t('passkeyRevokeWhy')}</p>
        </AskFirst>
      ) : null}
    </li>
  );
}

export function Passkeys() {
  const { t } = useTranslation('seat');
  const { data: state } = useSeat();
  const passkeys = useDesk('seat', ['passkeys'], (d) => d.own.passkeys());
  const name = state?.seat?.official.name ?? '';
  const add = useDeskAct(
    async (d) => {
      await d.own.addPasskey(name);
      await d.seat.leaveCopies();
    },
    ['seat', 'authority'],
  );
  return (
    <Panel title={t('passkeysTitle')}>
      <Loaded query={passkeys}>
        {({ passkeys: all, wanted }) => (
          <>
            {all.length < Math.max(wanted, 2) ? (
              <Notice tone="waiting" title={t('secondTitle')}>
                <p>{all.length < wanted ? t('secondNeeded', { count: wanted }) : t('secondWhy')}</p>
              </Notice>
            ) : null}
            <ul className="passkeys" aria-label={t('passkeysTitle')}>
              {all.map((passkey) => (
                <PasskeyLine key={passkey.id} passkey={passkey} revocable={all.length > 1} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {add.error?.code === 'CLIENT_PASSKEY_KNOWN' ? (
        <Notice announced tone="waiting" title={t('sameTitle')}>
          <p>{t('sameWhy')}</p>
        </Notice>
      ) : add.error ? (
        <Failure error={add.error} />
      ) : null}
      {add.isSuccess ? (
        <Notice announced tone="good">
          {t('secondDone')}
        </Notice>
      ) : null}
      <p className="soft small">{t('addPasskeyHint')}</p>
      <div className="row">
        <Button busy={add.isPending} onPress={() => add.mutate()}>
          {t('addPasskey')}
        </Button>
      </div>
    </Panel>
  );
}
