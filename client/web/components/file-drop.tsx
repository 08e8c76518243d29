// A place to drop a file on, or to choose one with a button.
import IconFileUpload from '@tabler/icons-react/dist/esm/icons/IconFileUpload.mjs';
import { DropZone, FileTrigger, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import './file-drop.css';

/** Gives `onFiles` the files themselves; nothing is read here. `accept`: types or endings the chooser offers. */
export function FileDrop({
  label,
  hint,
  accept,
  many = false,
  onFiles,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly accept?: readonly string[];
  readonly many?: boolean;
  onFiles(files: readonly File[]): void;
}) {
  const { t } = useTranslation('shell');
  return (
    <DropZone
      className="file-drop"
      onDrop={async ({ items }) => {
        const files = await Promise.all(items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : [])));
        if (files.length > 0) onFiles(many ? files : files.slice(0, 1));
      }}
    >
      <IconFileUpload size={32} stroke={1.5} aria-hidden="true" />
      <Text slot="label" className="file-drop-label">
        {label}
      </Text>
      {hint === undefined ? null : <p className="soft">{hint}</p>}
      <FileTrigger
        allowsMultiple={many}
        {...(accept ? { acceptedFileTypes: [...accept] } : {})}
        onSelect={(list) => {
          if (list && list.length > 0) onFiles([...list]);
        }}
      >
        <Button>{t('chooseFile')}</Button>
      </FileTrigger>
    </DropZone>
  );
}
