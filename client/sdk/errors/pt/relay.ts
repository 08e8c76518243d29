// Portuguese texts of the relay's refusals (../pt.ts puts the tables together).
import type { RelayCode } from '../../../../crypto/index.ts';
import type { ErrorText } from '../../failure.ts';

const KEPT = 'O que escreveu está guardado neste dispositivo; o retransmissor nada guardou desta tentativa.';
const FAULT = 'Isto aponta para um defeito do programa: comunique-o com os pormenores técnicos.';

export const RELAY_TEXTS: { readonly [C in RelayCode]: ErrorText } = {
  RELAY_BAD_REQUEST: { what: 'O retransmissor não compreende a solicitação.', safe: KEPT, action: FAULT },
  RELAY_NOT_FOUND: {
    what: 'O retransmissor não tem nada para si com este nome.',
    safe: 'Nada foi alterado.',
    action: 'Verifique a referência. Um código ou um convite pode já ter sido usado ou ter expirado.',
  },
  RELAY_UNSIGNED: { what: 'O retransmissor não viu nenhuma assinatura na solicitação.', safe: KEPT, action: FAULT },
  RELAY_SIGNATURE: {
    what: 'O retransmissor não aceita a assinatura deste dispositivo.',
    safe: KEPT,
    action:
      'Obtenha o diretório: o dispositivo pode ter sido revogado. Verifique se o cartão de confiança indica este retransmissor.',
  },
  RELAY_CLOCK: {
    what: 'Os relógios do retransmissor e deste computador diferem em mais de um minuto.',
    safe: KEPT,
    action: 'Acerte o relógio deste computador e tente de novo.',
  },
  RELAY_REPLAY: {
    what: 'O retransmissor já viu exatamente esta solicitação.',
    safe: KEPT,
    action: 'Tente de novo; a solicitação é refeita.',
  },
  RELAY_DIGEST: {
    what: 'A solicitação foi danificada pelo caminho.',
    safe: KEPT,
    action: 'Tente de novo; a solicitação é refeita.',
  },
  RELAY_SIGN_IN: { what: 'A sessão terminou.', safe: KEPT, action: 'Inicie sessão com a sua chave de acesso.' },
  RELAY_GESTURE_AGE: {
    what: 'Este passo exige uma confirmação com chave de acesso dos últimos cinco minutos.',
    safe: KEPT,
    action: 'Inicie sessão de novo com a sua chave de acesso.',
  },
  RELAY_FORBIDDEN: {
    what: 'O retransmissor não permite isto ao seu dispositivo ou à sua autoridade.',
    safe: KEPT,
    action: 'Consulte um administrador da sua autoridade ou o operador do retransmissor.',
  },
  RELAY_CONFLICT: {
    what: 'Outra pessoa foi mais rápida, ou já existe algo diferente com este nome.',
    safe: KEPT,
    action: 'Obtenha as novidades e decida de novo.',
  },
  RELAY_PRECONDITION: {
    what: 'Entretanto outra pessoa guardou uma versão mais recente.',
    safe: KEPT,
    action: 'Obtenha as novidades, compare as duas versões e decida qual vale.',
  },
  RELAY_TOO_LARGE: {
    what: 'Isto é maior do que o retransmissor aceita.',
    safe: KEPT,
    action: 'Envie os documentos como anexos.',
  },
  RELAY_MEDIA_TYPE: { what: 'O retransmissor não aceita este tipo de solicitação.', safe: KEPT, action: FAULT },
  RELAY_BUSY: {
    what: 'O retransmissor está ocupado.',
    safe: KEPT,
    action: 'Aguarde um momento e tente de novo; nada é enviado duas vezes.',
  },
  RELAY_STORAGE_FULL: {
    what: 'O retransmissor já não tem espaço.',
    safe: KEPT,
    action: 'Tente mais tarde; o operador tem de libertar espaço.',
  },
  RELAY_UNAVAILABLE: {
    what: 'O retransmissor não o pode fazer neste momento.',
    safe: KEPT,
    action: 'Tente mais tarde; nada é enviado duas vezes.',
  },
  RELAY_INTERNAL: {
    what: 'O retransmissor falhou.',
    safe: 'O que escreveu está guardado neste dispositivo; a próxima tentativa, que envia os mesmos bytes, mostrará se o retransmissor o guardou.',
    action: 'Tente de novo; se persistir, indique a referência ao operador.',
  },
};
