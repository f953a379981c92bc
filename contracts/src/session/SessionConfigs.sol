// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISession, Privacy, ProofKind, SessionConfig, SessionMode, Settlement, Sla} from "./ISession.sol";

/// @title SessionConfigs: what a session may ask for
library SessionConfigs {
    uint256 private constant MAX_NAME = 64;
    uint256 private constant MAX_NODES = 256;
    uint256 private constant MAX_REDUNDANCY = 16;
    uint256 private constant MAX_VALIDATORS = 8;

    /// @notice Reverts with SessionConfigInvalid or SessionConfigReserved at the first field, in struct order, that is not acceptable.
    function check(SessionConfig calldata config) internal pure {
        uint256 name = bytes(config.name).length;
        if (name == 0 || name > MAX_NAME) revert ISession.SessionConfigInvalid("name");
        if (config.mode == SessionMode.Hybrid) revert ISession.SessionConfigReserved("mode");
        if (config.minNodes == 0 || config.minNodes < config.redundancy) revert ISession.SessionConfigInvalid("minNodes");
        if (config.maxNodes < config.minNodes || config.maxNodes > MAX_NODES) revert ISession.SessionConfigInvalid("maxNodes");
        if (config.redundancy == 0 || config.redundancy > MAX_REDUNDANCY) revert ISession.SessionConfigInvalid("redundancy");
        if (config.validators > MAX_VALIDATORS) revert ISession.SessionConfigInvalid("validators");
        if (config.reserveNodes) revert ISession.SessionConfigReserved("reserveNodes");
        if (config.settlement != Settlement.OnChain) revert ISession.SessionConfigReserved("settlement");
        if (config.proof != ProofKind.None && config.proof != ProofKind.Agreement) revert ISession.SessionConfigReserved("proof");
        if (config.privacy != Privacy.Open) revert ISession.SessionConfigReserved("privacy");
    }

    /// @notice Lowest node level a service level asks for.
    function minLevel(Sla sla) internal pure returns (uint8) {
        if (sla == Sla.Low) return 0;
        return sla == Sla.Medium ? 3 : 6;
    }
}
