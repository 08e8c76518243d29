// Portuguese texts of the client's own codes (../pt.ts puts the tables together).
import type { ClientCode, ErrorText } from '../../failure.ts';

const KEPT = 'O que escreveu está guardado neste dispositivo.';
const UNTOUCHED = 'Nada foi alterado.';

export const CLIENT_TEXTS: { readonly [C in ClientCode]: ErrorText } = {
  CLIENT_RELAY_UNREACHABLE: {
    what: 'Não foi possível contactar o retransmissor.',
    safe: `Nada se perdeu. ${KEPT}`,
    action:
      'Verifique a rede e o endereço no cartão de confiança e tente de novo: o que espera sai com exatamente os mesmos bytes, nunca duas vezes.',
  },
  CLIENT_RELAY_ANSWER: {
    what: 'O retransmissor deu uma resposta que não se pode usar: demasiado grande, redirecionada ou sem a forma acordada.',
    safe: `${KEPT} A resposta não foi acreditada.`,
    action: 'Tente de novo; se persistir, avise o operador do retransmissor.',
  },
  CLIENT_RELAY_TIMEOUT: {
    what: 'O retransmissor não respondeu a tempo.',
    safe: KEPT,
    action: 'Tente de novo; são enviados os mesmos bytes, pelo que nada é enviado duas vezes.',
  },
  CLIENT_VAULT_PASSPHRASE: {
    what: 'A frase secreta ou a chave não abre este cofre.',
    safe: 'O cofre está intacto.',
    action:
      'Escreva de novo a frase secreta. Não pode ser reposta; outro dos seus dispositivos ou um administrador pode habilitá-lo de novo.',
  },
  CLIENT_VAULT_CORRUPT: {
    what: 'Um ficheiro do cofre está danificado.',
    safe: 'Os outros ficheiros estão intactos, e o que foi enviado continua no retransmissor e junto das outras partes.',
    action:
      'Restaure o ficheiro indicado, ou toda a pasta, a partir de uma cópia de segurança; ou habilite de novo este dispositivo.',
  },
  CLIENT_VAULT_BUSY: {
    what: 'Outro programa tem este cofre aberto.',
    safe: UNTOUCHED,
    action: 'Aguarde que termine, ou termine-o, e tente de novo.',
  },
  CLIENT_VAULT_PERMISSIONS: {
    what: 'A pasta do cofre pertence a outro utilizador deste computador.',
    safe: UNTOUCHED,
    action: 'Escolha uma pasta sua, ou execute o programa como proprietário desta.',
  },
  CLIENT_VAULT_WRITE: {
    what: 'Não foi possível escrever no cofre, talvez porque o disco está cheio.',
    safe: 'O que já estava guardado continua lá; o último passo não foi guardado.',
    action: 'Liberte espaço ou corrija as permissões e tente de novo.',
  },
  CLIENT_VAULT_MISSING: {
    what: 'Não há nenhum cofre neste lugar.',
    safe: UNTOUCHED,
    action: 'Verifique o perfil, ou comece com um convite ou pela fundação de uma autoridade.',
  },
  CLIENT_TRUST_CHANGED: {
    what: 'Este cartão de confiança não é o que foi usado para abrir este cofre.',
    safe: 'Nada foi enviado e nada foi acreditado.',
    action:
      'Use o cartão de confiança com que começou. Se o seu retransmissor anunciou um novo, compare-o por outra via antes de fazer seja o que for.',
  },
  CLIENT_NO_DEVICE: {
    what: 'Este cofre ainda não contém nenhum dispositivo.',
    safe: UNTOUCHED,
    action: 'Aceite um convite ou funde uma autoridade.',
  },
  CLIENT_NOT_ENROLLED: {
    what: 'Este dispositivo ainda não pertence a nenhuma autoridade.',
    safe: UNTOUCHED,
    action: 'Aceite um convite, ou faça com que outro dos seus dispositivos admita este.',
  },
  CLIENT_ALREADY_ENROLLED: {
    what: 'Este dispositivo já pertence a uma autoridade.',
    safe: UNTOUCHED,
    action: 'Use outro perfil para outra autoridade.',
  },
  CLIENT_REVOKED: {
    what: 'Este dispositivo foi revogado pela sua autoridade.',
    safe: 'O que este dispositivo contém continua legível aqui; já não pode enviar nem obter nada.',
    action: 'Consulte um administrador. Um novo dispositivo é habilitado com um novo convite.',
  },
  CLIENT_NOT_ADMITTED: {
    what: 'A autoridade ainda não foi admitida no diretório.',
    safe: KEPT,
    action: 'Termine a fundação e aguarde que o operador admita a autoridade.',
  },
  CLIENT_DIRECTORY_STALE: {
    what: 'O estado conhecido do diretório tem mais de 24 horas, pelo que uma revogação poderia estar escondida.',
    safe: `${KEPT} Nada foi enviado.`,
    action: 'Verifique o relógio deste computador; tente mais tarde; se persistir, avise o operador do retransmissor.',
  },
  CLIENT_CLOCK: {
    what: 'As horas do retransmissor e deste computador contradizem-se.',
    safe: `${KEPT} Nada foi acreditado.`,
    action: 'Acerte o relógio deste computador e tente de novo.',
  },
  CLIENT_ALARM: {
    what: 'O retransmissor contradisse o que antes tinha mostrado ou assinado.',
    safe: 'Nada da contradição foi acreditado; as duas peças ficam guardadas como alarme.',
    action:
      'Mostre o alarme a um administrador e às suas contrapartes. Nada é enviado até que um administrador confirme que o viu.',
  },
  CLIENT_ALARM_OPEN: {
    what: 'Há um alarme que nenhum administrador confirmou.',
    safe: `${KEPT} Nada foi enviado.`,
    action: 'Examine o alarme; um administrador confirma-o quando estiver compreendido.',
  },
  CLIENT_NOT_FOUND: {
    what: 'Não há nada aqui com este nome.',
    safe: UNTOUCHED,
    action: 'Verifique a referência e obtenha as novidades.',
  },
  CLIENT_RECIPIENT: {
    what: 'Nada pode ser dirigido a este destinatário: desconhecido, não admitido, encerrado, ou a sua cadeia não é válida.',
    safe: `${KEPT} Nada foi enviado.`,
    action: 'Procure a autoridade no diretório e escolha de novo.',
  },
  CLIENT_RECIPIENT_CHANGED: {
    what: 'A autoridade destinatária mudou contra as suas próprias regras, tal como o retransmissor a mostra.',
    safe: `${KEPT} Nada foi enviado.`,
    action:
      'Os seus selos podem estar noutras mãos: ligue-lhe para um número que já conhecia e leia na sua página do diretório o que aconteceu.',
  },
  CLIENT_ROLE: {
    what: 'A sua função não permite isto.',
    safe: UNTOUCHED,
    action: 'Peça-o a um funcionário com a função certa, ou a um administrador que mude a sua.',
  },
  CLIENT_NO_EPOCH_SEED: {
    what: 'Este dispositivo ainda não pode abrir o que a sua autoridade recebe.',
    safe: 'Nada se perdeu: tudo se abre assim que o acesso for concedido.',
    action:
      'Peça a um colega cujo dispositivo já lê que obtenha uma vez as novidades; o acesso é concedido por si mesmo.',
  },
  CLIENT_PASSKEY: {
    what: 'A chave de acesso não respondeu como deve.',
    safe: `${KEPT} Nada foi assinado.`,
    action: 'Tente de novo com a chave de acesso que habilitou aqui, ou com a segunda.',
  },
  CLIENT_PASSKEY_CANCELLED: {
    what: 'A chave de acesso não foi tocada, ou a pergunta foi cancelada.',
    safe: `${KEPT} Nada foi assinado.`,
    action: 'Tente de novo quando quiser.',
  },
  CLIENT_PASSKEY_KNOWN: {
    what: 'Este autenticador já contém uma chave de acesso sua que está habilitada.',
    safe: UNTOUCHED,
    action:
      'Escolha outro: uma chave de segurança, um telefone ou outro computador. Duas chaves de acesso no mesmo lugar perdem-se juntas.',
  },
  CLIENT_PASSKEY_ADDRESS: {
    what: 'As suas chaves de acesso pertencem a outro endereço que não o desta página.',
    safe: `${KEPT} Nada foi assinado.`,
    action: 'Abra o endereço que a sua autoridade lhe deu. Se aqui chegou por uma ligação, avise o seu administrador.',
  },
  CLIENT_PASSKEY_UNLOCK: {
    what: 'Esta chave de acesso respondeu, mas não pode desbloquear este navegador.',
    safe: 'O que está guardado aqui está intacto.',
    action: 'Use a chave de acesso que habilitou neste navegador, ou a sua frase secreta se escolheu uma.',
  },
  CLIENT_PENDING_LINK: {
    what: 'Isto não é uma decisão à espera de assinaturas, ou não é da sua autoridade.',
    safe: UNTOUCHED,
    action: 'Peça de novo o ficheiro ao administrador que a fez.',
  },
  CLIENT_PENDING_STALE: {
    what: 'O quadro avançou desde que esta decisão foi escrita.',
    safe: UNTOUCHED,
    action: 'Faça com que a decisão seja tomada de novo e assinada por todos.',
  },
  CLIENT_FOUNDING_ORDER: {
    what: 'Um passo da fundação falta ou já tinha sido dado.',
    safe: UNTOUCHED,
    action: 'Mostre a autoridade: ela indica o passo seguinte.',
  },
  CLIENT_ALREADY_SENT: {
    what: 'Isto já foi entregue, ou talvez tenha sido.',
    safe: UNTOUCHED,
    action:
      'Obtenha as novidades para ver em que ponto está. Uma proposta pode ser retirada; o que foi apresentado, não.',
  },
  CLIENT_OUTBOX_STALE: {
    what: 'Uma transmissão selada esperou demasiado e o retransmissor nunca a inscreveu.',
    safe: `${KEPT} Não está no seu registo.`,
    action: 'Envie-a de novo: é selada e assinada outra vez com um novo número.',
  },
  CLIENT_RESEND_REFUSED: {
    what: 'O retransmissor pede um novo envio e o diretório não mostra nenhuma razão para isso.',
    safe: `${KEPT} Nada foi selado de novo.`,
    action: 'Tente mais tarde. Se persistir, avise o operador do retransmissor e o seu administrador.',
  },
  CLIENT_FILE_CHANGED: {
    what: 'Um ficheiro mudou enquanto era selado, ou depois.',
    safe: 'O que dele tinha sido carregado não serve a ninguém e é descartado.',
    action: 'Anexe o ficheiro de novo.',
  },
  CLIENT_UPLOAD_DAMAGED: {
    what: 'O retransmissor tem de um ficheiro outros bytes que não os enviados por este dispositivo.',
    safe: `${KEPT} Nada foi enviado que os nomeie.`,
    action: 'Anexe o ficheiro de novo; se voltar a acontecer, avise o operador do retransmissor.',
  },
  CLIENT_DRAFT_REFUSED: {
    what: 'O retransmissor serve versões de um rascunho que não se seguem à que este dispositivo tem.',
    safe: 'O rascunho deste dispositivo ficou como estava; o que o retransmissor deu não foi acreditado.',
    action: 'Compare com os seus colegas o que eles veem. Se persistir, avise o operador do retransmissor.',
  },
  CLIENT_WITHHELD: {
    what: 'O registo prova uma transmissão cujo conteúdo o retransmissor não entrega.',
    safe: 'A prova fica guardada como alarme.',
    action: 'Mostre o alarme a um administrador e pergunte ao remetente por outra via.',
  },
  CLIENT_EXPIRED: {
    what: 'O conteúdo selado desta transmissão foi eliminado no retransmissor no seu termo, depois de todos o terem recebido.',
    safe: 'Nada há de anormal: as inscrições e as suas provas permanecem, e quem então o abriu ainda o lê.',
    action: 'Pergunte a um colega cujo dispositivo estava aqui nessa altura.',
  },
  CLIENT_EVIDENCE_INCOMPLETE: {
    what: 'Os elementos de prova ainda não estão completos.',
    safe: UNTOUCHED,
    action: 'Obtenha as novidades e tente de novo; o retransmissor sela os seus registos uma vez por minuto.',
  },
  CLIENT_BUNDLE_FILE: {
    what: 'Este ficheiro não é um ficheiro de prova: não é um zip, ou é maior do que é permitido.',
    safe: UNTOUCHED,
    action: 'Peça de novo o ficheiro, sem alterações.',
  },
  CLIENT_BUNDLE_TOO_LARGE: {
    what: 'O ficheiro de prova seria maior do que é permitido.',
    safe: UNTOUCHED,
    action:
      'Deixe de fora os anexos: a declaração nomeia as suas impressões digitais, e uma chave divulgada basta para comparar um ficheiro com ela.',
  },
};
