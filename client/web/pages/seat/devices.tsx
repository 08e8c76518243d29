// One's own devices: a further one by a code, and the removal of one that is no longer used or was lost, with the renewal of the seal (docs/spec/browser.md, BRW-12).
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct, useSeat } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { DeviceLine } from '../authority/device.tsx';
import '../authority/authority.css';

const BRIEF = 8;

function Code({ made, onDone }: { readonly made: { code: string; kid: string }; onDone(): void }) {
  const { t } = useTranslation('seat');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="authority-part" aria-label={t('deviceCodeTitle')}>
      <h3 ref={heading} tabIndex={-1}>
        {t('deviceCodeTitle')}
      </h3>
      <p>{t('deviceCodeUse')}</p>
      <p className="authority-code-text" dir="ltr">
        {made.code}
      </p>
      <p>{t('deviceCodeWhy')}</p>
      <p className="soft small">{t('deviceCodeListed', { number: made.kid.slice(0, BRIEF) })}</p>
      <div className="row">
        <Button look="primary" onPress={onDone}>
          {t('deviceCodeDone')}
        </Button>
      </div>
    </section>
  );
}

export function Devices() {
  const { t } = useTranslation('seat');
  const { data: state } = useSeat();
  const devices = useDesk('authority', ['own devices'], (d) => d.own.devices());
  const passkeys = useDesk('seat', ['passkeys'], (d) => d.own.passkeys());
  const add = useDeskAct((d) => d.own.addDevice(), ['seat', 'authority']);
  const [removed, setRemoved] = useState(false);
  // A practice passkey is software of this browser: nobody can touch it in another.
  const portable = passkeys.data?.passkeys.some(({ practice }) => !practice) ?? true;
  return (
    <Panel title={t('devicesTitle')}>
      <Loaded query={devices}>
        {(all) => (
          <ul className="authority-members" aria-label={t('devicesTitle')}>
            {all.map((device) => (
              <li key={device.kid}>
                <DeviceLine
                  device={device}
                  owner={state?.seat?.official.name ?? ''}
                  revocable={!device.here}
                  onOutcome={() => setRemoved(true)}
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {removed ? (
        <Notice announced tone="good">
          {t('deviceRemoved')}
        </Notice>
      ) : null}
      {add.error ? <Failure error={add.error} /> : null}
      {add.data ? (
        <Code made={add.data} onDone={() => add.reset()} />
      ) : portable ? (
        <>
          <p className="soft small">{t('addDeviceHint')}</p>
          <div className="row">
            <Button
              busy={add.isPending}
              onPress={() => {
                setRemoved(false);
                add.mutate();
              }}
            >
              {t('addDevice')}
            </Button>
          </div>
        </>
      ) : (
        <p className="soft small">{t('addDevicePractice')}</p>
      )}
    </Panel>
  );
}
