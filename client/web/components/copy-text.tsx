// A text that is read and copied exactly: a reference, an identifier, a code.
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inFours } from '../../casework/number.ts';
import { Button } from './button.tsx';
import './copy-text.css';

/** `grouped`: shown in groups of four, copied without the gaps. `shown`: a short form that stands for it; what is copied is the whole. */
export function CopyText({
  text,
  label,
  grouped = false,
  shown = grouped ? inFours(text) : text,
}: {
  readonly text: string;
  readonly label: string;
  readonly grouped?: boolean;
  readonly shown?: string;
}) {
  const { t } = useTranslation('shell');
  const [copied, setCopied] = useState(false);
  const copy = grouped || shown === text ? t('copy') : t('copyWhole');
  return (
    <span className="copy-text">
      <code dir="ltr">{shown}</code>
      <Button
        look="quiet"
        aria-label={`${copy}: ${label}`}
        icon={copied ? <IconCheck aria-hidden="true" /> : <IconCopy aria-hidden="true" />}
        onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        <span aria-live="polite">{copied ? t('copied') : copy}</span>
      </Button>
    </span>
  );
}
