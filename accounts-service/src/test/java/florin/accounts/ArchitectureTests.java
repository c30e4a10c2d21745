package florin.accounts;

import florin.journal.test.ArchitectureRules;

class ArchitectureTests implements ArchitectureRules {}
