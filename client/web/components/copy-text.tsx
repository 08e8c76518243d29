// A text that is read and copied exactly: a reference, an identifier, a code.
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import './copy-text.css';

/** `grouped`: shown in groups of four, copied without the gaps. */
export function CopyText({
  text,
  label,
  grouped = false,
}: {
  readonly text: string;
  readonly label: string;
  readonly grouped?: boolean;
}) {
  const { t } = useTranslation('shell');
  const [copied, setCopied] = useState(false);
  const shown = grouped ? (text.match(/.{1,4}/gu)?.join(' ') ?? text) : text;
  return (
    <span className="copy-text">
      <code dir="ltr">{shown}</code>
      <Button
        look="quiet"
        aria-label={`${t('copy')}: ${label}`}
        icon={copied ? <IconCheck aria-hidden="true" /> : <IconCopy aria-hidden="true" />}
        onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
      </Button>
    </span>
  );
}
