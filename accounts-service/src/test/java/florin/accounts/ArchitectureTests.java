package florin.accounts;

import florin.architecture.ArchitectureRules;

class ArchitectureTests implements ArchitectureRules {}
