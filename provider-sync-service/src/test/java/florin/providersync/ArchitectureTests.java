package florin.providersync;

import florin.journal.test.ArchitectureRules;

class ArchitectureTests implements ArchitectureRules {}
