// The same check by another program: a command to copy (docs/auditors.md).
import { useTranslation } from 'react-i18next';
import { CopyText } from '../../components/copy-text.tsx';
import { Panel } from '../../components/panel.tsx';

// As a shell takes it for one word: the name comes from whoever made the file.
const quoted = (name: string): string => (/^[\w][\w.-]*$/.test(name) ? name : `'./${name.replaceAll("'", `'\\''`)}'`);

/** `card`: the trust card of this installation is what the command is to hold the file against. */
export function CommandLine({
  file,
  bare,
  card,
}: {
  readonly file: string;
  readonly bare: boolean;
  readonly card: boolean;
}) {
  const { t } = useTranslation('proof');
  return (
    <Panel title={t('againTitle')}>
      <p>{t('againWhy')}</p>
      {card ? (
        <p>
          {t('againCard')}{' '}
          <a href="/rogatory.json" download>
            {t('againCardSave')}
          </a>
        </p>
      ) : null}
      <CopyText
        label={t('againCommand')}
        text={`npx rogatory verify ${quoted(file)}${bare ? '' : ' --trust rogatory.json'} --verbose`}
      />
    </Panel>
  );
}
