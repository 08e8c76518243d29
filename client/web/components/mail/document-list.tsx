// Documents of a case: what each is, whether it was checked, and the two ways to have it.
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs';
import IconFile from '@tabler/icons-react/dist/esm/icons/IconFile.mjs';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CaseDocument } from '../../worker/mail/case-file.ts';
import type { FetchProgress } from '../../worker/mail/download.ts';
import { Button } from '../button.tsx';
import { Progress } from '../progress.tsx';
import { StatusWord } from '../status-word.tsx';
import { ShortTime } from '../times.tsx';
import './document-list.css';

const STEPS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "2.1 MB" in the words of the locale. */
export function sizeWords(bytes: number, locale: string): string {
  const step = Math.min(STEPS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: STEPS[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step);
}

export type DocumentUse = (document: CaseDocument, use: 'save' | 'show') => void;

export function DocumentList({
  documents,
  fetching,
  onUse,
}: {
  readonly documents: readonly CaseDocument[];
  readonly fetching: readonly FetchProgress[];
  readonly onUse: DocumentUse;
}) {
  const { t } = useTranslation('mail');
  const { locale } = useLocale();
  return (
    <ul className="documents" aria-label={t('documents')}>
      {documents.map((document) => {
        const { uploadId, name, size, shown, checked, at } = document;
        const going = fetching.find((one) => one.uploadId === uploadId);
        return (
          <li key={uploadId}>
            <IconFile size={22} aria-hidden="true" className="soft" />
            <div className="documents-words">
              <span className="documents-name">
                <bdi>{name}</bdi>
              </span>
              <span className="soft small">
                {sizeWords(size, locale)}, <ShortTime value={at} />
              </span>
              <StatusWord tone={checked ? 'good' : 'open'}>{t(checked ? 'checked' : 'notChecked')}</StatusWord>
              {going ? <Progress label={t('downloading', { name })} value={going.received} max={going.total} /> : null}
            </div>
            <div className="row documents-use">
              {shown ? (
                <Button
                  look="quiet"
                  icon={<IconEye aria-hidden="true" />}
                  aria-label={`${t('openFile')}: ${name}`}
                  onPress={() => onUse(document, 'show')}
                >
                  {t('openFile')}
                </Button>
              ) : null}
              <Button
                icon={<IconDownload aria-hidden="true" />}
                aria-label={`${t('download')}: ${name}`}
                busy={going !== undefined}
                onPress={() => onUse(document, 'save')}
              >
                {t('download')}
              </Button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
