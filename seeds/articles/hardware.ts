import type { ArticleSeed } from '../articles-data.ts';

/** Sheets about computers, screens, printers, network and lost equipment. */
export const hardwareArticles: readonly ArticleSeed[] = [
  {
    family: 'materielle',
    slug: 'ordinateur-lent',
    title: 'Mon ordinateur est lent',
    categories: ['poste-de-travail'],
    body: `Un ordinateur qui ralentit peu à peu a souvent besoin d’un simple redémarrage. S’il ralentit d’un coup, quelque chose l’occupe : voici comment le savoir.

## Commencez par là

- redémarrez par le menu (« Redémarrer », et non « Arrêter ») : fermer l’écran ne redémarre pas ;
- laissez les mises à jour se terminer, même si elles prennent vingt minutes ;
- fermez les onglets inutiles : cinquante onglets occupent autant qu’un gros logiciel.

## C’est toujours lent ?

Appuyez ensemble sur Ctrl, Maj et Échap. La liste qui s’ouvre montre ce qui occupe le processeur, la mémoire et le disque. Notez le premier nom de chaque colonne, sans rien arrêter vous-même.

Regardez aussi l’espace libre du disque : sous 10 %, tout ralentit. Videz la corbeille et rangez les gros fichiers dans un dossier partagé, où ils seront en plus sauvegardés.

## Lent dans une seule application, ou en télétravail ?

Le poste n’y est sans doute pour rien : choisissez plutôt la nature de cette application, ou « [Accès à distance](/natures/acces-a-distance) ».

## Un bruit inhabituel, une odeur, un écran bleu ?

N’attendez pas : enregistrez votre travail, éteignez, et signalez-le.

## Votre demande

Dans votre demande « [Poste de travail](/natures/poste-de-travail) », dites depuis quand, à quel moment de la journée, et ce que vous avez noté. Le numéro de l’étiquette blanche collée sur l’appareil nous évite une visite.`,
  },
  {
    family: 'materielle',
    slug: 'ecran-noir',
    title: 'Mon écran reste noir',
    categories: ['ecran-clavier-souris', 'poste-de-travail'],
    body: `Avant tout, une question : l’ordinateur est-il allumé ? Un voyant, un ventilateur, le son du démarrage vous le disent. S’il est muet, vérifiez la prise et la multiprise, puis choisissez la nature « [Poste de travail](/natures/poste-de-travail) ».

## Il est allumé, mais l’écran reste noir

- appuyez sur une touche et attendez dix secondes, il dort peut-être ;
- regardez le voyant de l’écran. Éteint : il n’est pas alimenté. Orange : il ne reçoit pas d’image. Blanc ou vert : il reçoit une image, augmentez la luminosité ;
- débranchez puis rebranchez le câble d’image aux deux bouts, fermement ;
- choisissez la bonne entrée avec les boutons de l’écran (HDMI, DP, USB-C) ;
- appuyez sur la touche Windows et P, puis sur « Étendre ».

## Vous avez une station d’accueil ?

Débranchez son alimentation trente secondes : c’est le remède le plus efficace. Rebranchez d’abord le courant, puis l’ordinateur.

Essayez enfin l’écran avec l’ordinateur d’un collègue, ou le vôtre avec un autre câble. Vous saurez lequel des trois est en cause, et nous apporterons la bonne pièce du premier coup.

Un écran qui clignote, change de couleur ou montre des traits est à signaler de la même façon. Indiquez dans la demande le voyant, le câble et ce que vous avez essayé. En attendant, un portable fonctionne très bien sur son propre écran.`,
  },
  {
    family: 'materielle',
    slug: 'imprimante-bourrage-et-impressions-bloquees',
    title: 'Imprimante : bourrage, pages tachées, impressions bloquées',
    categories: ['imprimante', 'copieur'],
    body: `Lisez d’abord l’écran de l’appareil : il indique presque toujours où regarder.

## Un bourrage de papier

1. éteignez l’appareil et ouvrez les capots qu’il désigne ;
2. tirez la feuille à deux mains, dans le sens du papier, sans à-coups ;
3. cherchez le petit morceau déchiré : c’est lui qui fait croire à un bourrage sans papier ;
4. aérez la ramette avant de la remettre, et ne dépassez pas le repère du bac.

**Attention, l’intérieur peut être brûlant.** N’introduisez aucun outil.

## Des pages tachées ou pâles ?

Lancez le nettoyage depuis le menu. Si les traits restent, la cartouche ou le tambour est à changer. Une cartouche d’avance se trouve dans l’armoire du service ; prévenez-nous quand vous prenez la dernière.

## Rien ne sort, et aucune erreur ?

Vérifiez le nom de l’imprimante choisie : après un changement de bureau, l’ordinateur vise encore l’ancienne. Ouvrez la file d’attente, supprimez les documents en erreur, puis envoyez une seule page. Renvoyer dix fois le même document bloque tout l’étage.

## Le copieur de couloir refuse votre code, ou n’envoie plus les numérisations ?

Choisissez « [Copieur multifonction](/natures/copieur) » et relevez le numéro collé à l’avant.

Un document urgent ne doit pas attendre la réparation : tout copieur de votre site accepte votre code.`,
  },
  {
    family: 'materielle',
    slug: 'plus-de-reseau-ou-de-wifi',
    title: 'Plus de réseau ou de Wi-Fi : les premiers gestes',
    categories: ['reseau-et-wifi', 'site-web-et-intranet'],
    body: `La bonne question n’est pas « est-ce que cela marche ? » mais « pour qui ? ». Demandez à un voisin : sa réponse décide de la suite.

## Personne n’a de réseau autour de vous ?

Regardez les « Messages » de la page d’accueil depuis un téléphone : l’incident est peut-être déjà connu, il est alors inutile de le signaler. Sinon, une seule demande suffit pour tout le service. Répondez « oui » à « Êtes-vous bloqué ? » et « tout un site » à « Qui est touché ? » : elle passera devant les autres.

## Vous êtes seul touché, sur le câble

1. vérifiez que la fiche est enfoncée des deux côtés et qu’un voyant s’allume ;
2. essayez la prise d’à côté, puis un autre câble ;
3. redémarrez l’ordinateur.

## Vous êtes seul touché, en Wi-Fi

- vérifiez que le mode avion est désactivé ;
- choisissez le réseau des agents, pas celui des invités, qui n’ouvre ni les dossiers ni les applications ;
- « oubliez » le réseau puis reconnectez-vous, surtout après un changement de mot de passe.

## Un seul site ne s’ouvre pas, les autres oui ?

Ce n’est pas le réseau : choisissez « [Site web et intranet](/natures/site-web-et-intranet) » ou la nature de l’application.

Donnez dans la demande le numéro de la prise (étiquette du type 2-214-B) ou le lieu exact pour le Wi-Fi. **Ne branchez jamais de box ou de répéteur personnel** : il peut couper tout un étage.`,
  },
  {
    family: 'materielle',
    slug: 'materiel-perdu-ou-vole',
    title: 'Ordinateur ou téléphone perdu ou volé : que faire tout de suite',
    categories: ['materiel-perdu-ou-vole', 'securite-informatique'],
    body: `**Signalez la perte dans l’heure,** même si vous espérez retrouver l’appareil : un blocage se lève en un instant, une fuite de données ne se rattrape pas.

## Quatre gestes, dans l’ordre

1. déposez une demande « [Matériel perdu ou volé](/natures/materiel-perdu-ou-vole) », ou faites-la déposer par un collègue pour votre compte ;
2. dites ce que c’était, où et quand vous l’avez vu pour la dernière fois, s’il était allumé et verrouillé ;
3. changez votre mot de passe depuis un autre appareil ;
4. pour un badge ou une clé, prévenez aussi l’accueil du site.

## Ce que nous faisons

Nous suspendons la ligne, effaçons le téléphone à distance et fermons les sessions. Le disque des ordinateurs de service est chiffré : sans votre mot de passe, il est illisible.

## En cas de vol

Déposez plainte au commissariat ou à la gendarmerie, en ligne ou sur place. Il vous sera demandé le numéro de série : nous vous le donnons dans la demande. Ajoutez ensuite le numéro du récépissé, il est nécessaire à l’assurance. Pour un simple oubli, appelez plutôt les objets trouvés du transporteur.

## L’appareil contenait des informations sur des élèves ou des agents ?

Écrivez-le, même sans certitude : la déléguée à la protection des données n’a que soixante-douze heures pour faire une déclaration.

## Vous l’avez retrouvé ?

Ajoutez-le simplement à la demande, et ne l’allumez pas avant notre réponse.`,
  },
];
