// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {INetworkData, QueueParameters} from "./INetworkData.sol";
import {PackedParameters} from "./PackedParameters.sol";

/// @notice Implements INetworkData, which is its document.
contract NetworkData is INetworkData, Ownable {
    struct Price {
        uint128 per1kInput;
        uint128 per1kOutput;
    }

    /// @dev Times the highest factor 2.5, divided by 1,000 tokens, still fits 64 bits.
    uint128 private constant PRICE_LIMIT = uint128(type(uint64).max) * 400;

    /// @dev One word, packed: every move of the queue that needs a parameter pays for one read.
    uint256 private _parameters;
    mapping(bytes32 nameHash => address) private _addresses;
    mapping(bytes32 modelId => Price) private _prices;

    /// @param owner_ sets parameters, prices and addresses
    constructor(address owner_) Ownable(owner_) {
        _setParameters(
            QueueParameters({
                assignWindow: 10,
                ackWindow: 5,
                precommitBase: 30,
                minTokensPerSecond: 8,
                commitWindow: 30,
                completeWindow: 60,
                grace: 5,
                maxRounds: 3,
                maxTokensLimit: 32_768
            })
        );
    }

    /// @inheritdoc INetworkData
    function setAddress(string calldata name, address target) external onlyOwner {
        bytes32 nameHash = keccak256(bytes(name));
        _addresses[nameHash] = target;
        emit AddressChanged(nameHash, name, target);
    }

    /// @inheritdoc INetworkData
    function setQueueParameters(QueueParameters calldata parameters) external onlyOwner {
        _setParameters(parameters);
    }

    /// @inheritdoc INetworkData
    function setModelPrice(bytes32 modelId, uint128 per1kInput, uint128 per1kOutput) external onlyOwner {
        if (per1kInput > PRICE_LIMIT) revert NetworkPriceTooHigh(per1kInput, PRICE_LIMIT);
        if (per1kOutput > PRICE_LIMIT) revert NetworkPriceTooHigh(per1kOutput, PRICE_LIMIT);
        _prices[modelId] = Price(per1kInput, per1kOutput);
        emit ModelPriceChanged(modelId, per1kInput, per1kOutput);
    }

    /// @inheritdoc INetworkData
    function addressOf(string calldata name) external view returns (address) {
        return _addresses[keccak256(bytes(name))];
    }

    /// @inheritdoc INetworkData
    function queueParameters() external view returns (QueueParameters memory) {
        return PackedParameters.unpack(_parameters);
    }

    /// @inheritdoc INetworkData
    function packedParameters() external view returns (uint256) {
        return _parameters;
    }

    /// @inheritdoc INetworkData
    function modelPrice(bytes32 modelId) external view returns (uint128 per1kInput, uint128 per1kOutput) {
        Price storage price = _prices[modelId];
        return (price.per1kInput, price.per1kOutput);
    }

    /// @inheritdoc INetworkData
    function slaFactor(uint8 sla) external pure returns (uint256) {
        if (sla == 0) return 10;
        if (sla == 1) return 15;
        if (sla == 2) return 25;
        revert NetworkParameterInvalid("sla");
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1";
    }

    function _setParameters(QueueParameters memory parameters) private {
        if (parameters.minTokensPerSecond == 0) revert NetworkParameterInvalid("minTokensPerSecond");
        if (parameters.maxRounds == 0) revert NetworkParameterInvalid("maxRounds");
        if (parameters.maxTokensLimit == 0) revert NetworkParameterInvalid("maxTokensLimit");
        _parameters = PackedParameters.pack(parameters);
        emit QueueParametersChanged(parameters);
    }
}
