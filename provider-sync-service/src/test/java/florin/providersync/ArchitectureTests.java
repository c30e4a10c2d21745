package florin.providersync;

import florin.architecture.ArchitectureRules;

class ArchitectureTests implements ArchitectureRules {}
