import type { FormDeclaration } from '../../src/domain/catalogue/form.ts';

/** What is asked about what runs on a computer. */
export const softwareForms: Readonly<Record<string, FormDeclaration>> = {
  'compte-et-mot-de-passe': [
    {
      kind: 'choice',
      code: 'besoin',
      label: 'De quoi avez-vous besoin ?',
      required: true,
      choices: [
        { value: 'connexion', label: 'Me connecter de nouveau' },
        { value: 'ouvrir', label: 'Ouvrir un accès à une personne' },
        { value: 'fermer', label: 'Fermer un accès' },
      ],
    },
    {
      kind: 'text',
      code: 'message_affiche',
      label: 'Message affiché à l’écran',
      help: 'Recopiez-le tel quel, par exemple « Compte verrouillé ».',
      shownWhen: { op: 'is', field: 'besoin', value: 'connexion' },
    },
    {
      kind: 'file',
      code: 'capture',
      label: 'Capture de l’écran',
      help: 'L’écran entier, au moment où le message s’affiche.',
      shownWhen: { op: 'is', field: 'besoin', value: 'connexion' },
    },
    {
      kind: 'person',
      code: 'personne_concernee',
      label: 'Personne concernée',
      help: 'Nom, prénom ou identifiant. Laissez vide si elle n’est pas encore dans l’annuaire.',
      shownWhen: { op: 'not', condition: { op: 'is', field: 'besoin', value: 'connexion' } },
    },
    {
      kind: 'choices',
      code: 'applications',
      label: 'Accès concernés',
      required: true,
      shownWhen: {
        op: 'or',
        conditions: [
          { op: 'is', field: 'besoin', value: 'ouvrir' },
          { op: 'is', field: 'besoin', value: 'fermer' },
        ],
      },
      choices: [
        { value: 'session', label: 'Session de l’ordinateur' },
        { value: 'messagerie', label: 'Messagerie' },
        { value: 'dossiers', label: 'Dossiers partagés' },
        { value: 'eleves', label: 'Gestion des élèves' },
        { value: 'personnel', label: 'Gestion du personnel' },
        { value: 'autre', label: 'Autre' },
      ],
    },
    {
      kind: 'text',
      code: 'autre_application',
      label: 'Quelle autre application ?',
      required: true,
      shownWhen: { op: 'holds', field: 'applications', value: 'autre' },
    },
    {
      kind: 'date',
      code: 'a_partir_du',
      label: 'À partir du',
      help: 'Le jour de l’arrivée ou du départ.',
      shownWhen: {
        op: 'or',
        conditions: [
          { op: 'is', field: 'besoin', value: 'ouvrir' },
          { op: 'is', field: 'besoin', value: 'fermer' },
        ],
      },
    },
  ],
  'fichiers-partages': [
    {
      kind: 'text',
      code: 'dossier',
      label: 'Dossier ou fichier',
      help: 'Son chemin si vous le connaissez, par exemple « Commun > Brochures ».',
      required: true,
      longest: 300,
    },
    {
      kind: 'choice',
      code: 'que_faire',
      label: 'Que faut-il faire ?',
      required: true,
      choices: [
        { value: 'acces', label: 'Rétablir un accès' },
        { value: 'restaurer', label: 'Retrouver un fichier effacé ou écrasé' },
        { value: 'partager', label: 'Ouvrir le dossier à quelqu’un' },
        { value: 'place', label: 'Donner de la place' },
      ],
    },
    {
      kind: 'date',
      code: 'vu_le',
      label: 'Vu pour la dernière fois le',
      help: 'Les sauvegardes remontent à soixante jours.',
      required: true,
      earliest: -60,
      latest: 0,
      shownWhen: { op: 'is', field: 'que_faire', value: 'restaurer' },
    },
    {
      kind: 'person',
      code: 'a_qui',
      label: 'À qui ouvrir le dossier ?',
      required: true,
      shownWhen: { op: 'is', field: 'que_faire', value: 'partager' },
    },
    {
      kind: 'yes_no',
      code: 'peut_modifier',
      label: 'Cette personne doit-elle pouvoir modifier les documents ?',
      required: true,
      shownWhen: { op: 'is', field: 'que_faire', value: 'partager' },
    },
  ],
  'acces-a-distance': [
    {
      kind: 'choice',
      code: 'connexion',
      label: 'Votre connexion quand cela arrive',
      required: true,
      choices: [
        { value: 'wifi', label: 'Wi-Fi de la maison' },
        { value: 'cable', label: 'Câble' },
        { value: 'mobile', label: 'Partage de connexion d’un téléphone' },
        { value: 'public', label: 'Wi-Fi d’un lieu public' },
      ],
    },
    {
      kind: 'yes_no',
      code: 'au_bureau',
      label: 'La même application fonctionne-t-elle au bureau ?',
      required: true,
    },
    {
      kind: 'text',
      code: 'rappel',
      label: 'Numéro où vous joindre hors du bureau',
      defaultFrom: 'phone',
      longest: 40,
    },
  ],
};
