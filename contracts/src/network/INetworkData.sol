// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The queue's deadlines and limits, field for field `QueueParameters` in C#. Seconds unless said otherwise (decision 0001).
/// @param assignWindow time to assign miners
/// @param ackWindow time to ack, or precommit
/// @param precommitBase time to precommit on top of the generation time
/// @param minTokensPerSecond slowest acceptable generation, tokens per second, 1 or more
/// @param commitWindow time to commit
/// @param completeWindow time to complete
/// @param grace after a deadline the oracle goes first for this long, then anyone
/// @param maxRounds assignment rounds, 1 or more
/// @param maxTokensLimit longest answer a task may ask for, tokens, 1 or more
struct QueueParameters {
    uint16 assignWindow;
    uint16 ackWindow;
    uint16 precommitBase;
    uint16 minTokensPerSecond;
    uint16 commitWindow;
    uint16 completeWindow;
    uint16 grace;
    uint8 maxRounds;
    uint32 maxTokensLimit;
}

/// @title NetworkData: the network's address book, parameters and prices
/// @notice The owner is a timelock in deployments. Service level factors are constants: 1.0, 1.5 and 2.5.
interface INetworkData {
    /// @notice A parameter is outside its range; `field` is its name.
    error NetworkParameterInvalid(string field);
    /// @notice A price is so high that its price per token would not fit 64 bits.
    error NetworkPriceTooHigh(uint128 price, uint128 limit);

    /// @notice A name of the address book points somewhere else now; the hash is keccak256 of the name.
    event AddressChanged(bytes32 indexed nameHash, string name, address target);
    /// @notice The queue's parameters in force from now on.
    event QueueParametersChanged(QueueParameters parameters);
    /// @notice A model's price in force from now on for new tasks, wei of COR per 1,000 tokens before the service level factor.
    event ModelPriceChanged(bytes32 indexed modelId, uint128 per1kInput, uint128 per1kOutput);

    /// @notice Owner: change the address book.
    function setAddress(string calldata name, address target) external;
    /// @notice Owner: change the queue's parameters. Tasks under way keep the deadlines they already have.
    function setQueueParameters(QueueParameters calldata parameters) external;
    /// @notice Owner: change a model's price.
    /// @param modelId keccak256 of the catalogue name
    function setModelPrice(bytes32 modelId, uint128 per1kInput, uint128 per1kOutput) external;

    /// @notice Where a name points, zero when nowhere.
    function addressOf(string calldata name) external view returns (address);
    /// @notice The queue's parameters.
    function queueParameters() external view returns (QueueParameters memory);
    /// @notice The same in one word, packed by PackedParameters: for the queue, whose moves would pay for the encoding of each field.
    function packedParameters() external view returns (uint256);
    /// @notice Wei of COR per 1,000 tokens before the service level factor.
    function modelPrice(bytes32 modelId) external view returns (uint128 per1kInput, uint128 per1kOutput);
    /// @notice Tenths by which a price is multiplied: 10, 15 or 25 for Sla 0, 1 and 2.
    function slaFactor(uint8 sla) external pure returns (uint256);
}
